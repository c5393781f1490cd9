"""The port to the host's users."""

from typing import Protocol

from attrs import frozen
from sqlalchemy import Connection


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

    def profile(self, key: str, connection: Connection | None) -> Profile | None:
        """The profile of the host's user with this key; None where there is no such user.

        Args:
            key: The host's key of the user.
            connection: The transaction of the session that asks, so that a user who was added in it is found; never
                commit or close it. None where mail is sent: that is outside of any transaction.
        """
        ...
