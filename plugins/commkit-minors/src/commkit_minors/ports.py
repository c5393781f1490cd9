"""The port to what the host knows of its users' ages."""

from typing import Protocol

from attrs import frozen

from commkit_minors.records import AgeBand


@frozen
class AgeAnswer:
    """What the host tells of a user's age.

    Attributes:
        band: How old they are, without the day of birth.
        time_zone: The IANA name of their time zone, for quiet hours.
        guardians: The host's keys of their guardians, whom it knows to be that.
    """

    band: AgeBand
    time_zone: str = "UTC"
    guardians: tuple[str, ...] = ()


class AgePort(Protocol):
    """The port to the ages of the host's users; given as `Minors(ages=...)`."""

    def age(self, key: str) -> AgeAnswer | None:
        """How old the user with this key is; None where the host does not know.

        The worker asks it outside of any transaction, for one user at a time. It should give up after a few seconds:
        whatever it raises means that the age is not known now.

        Args:
            key: The host's key of the user.
        """
        ...
