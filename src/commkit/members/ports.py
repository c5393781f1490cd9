"""The port to the host's users."""

from typing import Protocol

from attrs import frozen


@frozen
class Profile:
    """What the host tells of a user.

    Attributes:
        name: The name that others see; at most 200 characters are kept.
        email: The address for mail; empty for none. It is asked for when a mail is sent, and never stored.
        time_zone: An IANA name such as `Europe/Berlin`; for quiet hours and digests.
    """

    name: str
    email: str = ""
    time_zone: str = "UTC"


class IdentityProvider(Protocol):
    """The port to the host's users; a Kit is given one with `identity=...`."""

    def profile(self, key: str) -> Profile | None:
        """The profile of the host's user with this key; None where there is no such user."""
        ...
