"""The port to who can tell whose account on a game platform is; the host gives it."""

from typing import Protocol

from attrs import field, frozen

from commkit_gaming.policy import raise_if_invalid

_SHORTEST_SECRET = 32


@frozen
class PlatformAccount:
    """An account on a platform, as the platform tells of it.

    Attributes:
        account: The platform's id of it, which never changes; 1 to 255 characters. It is stored as a keyed hash alone.
        handle: How it is called there now; 1 to 100 characters of one line.
    """

    account: str
    handle: str


class LinkedIdentityPort(Protocol):
    """The port to the sign-ins of game platforms.

    The worker asks it outside of any transaction, and waits 10 seconds for an answer. Whatever it raises, or whatever
    else it gives, means that nothing is known now: nothing is linked or made longer by that.
    """

    def verify(self, platform: str, proof: str, key: str) -> PlatformAccount | None:
        """The account that a proof is of; None where it proves none.

        Args:
            platform: A platform of `LinkedIdentitySettings`.
            proof: What the member brought from the platform: a code or token of its sign-in, or an answer to a
                challenge. It is given once.
            key: The host's key of the user, for whom the host may keep what it needs for `confirm`.
        """
        ...

    def confirm(self, platform: str, key: str) -> PlatformAccount | None:
        """The account that the user still has there, with the handle of now; None where that does not hold any more.

        Args:
            platform: The platform.
            key: The host's key of the user.
        """
        ...


@frozen
class LinkedIdentities:
    """What the host gives to `Gaming(linked_identities=...)`.

    Attributes:
        port: Who is asked.
        secret: With what ids of accounts are hashed, at least 32 random characters, kept outside of the database. With
            another one each link ends at its next check.

    Raises:
        Invalid: The secret is too short (`gaming.bad_settings`).
    """

    port: LinkedIdentityPort
    secret: str = field(repr=False)

    def __attrs_post_init__(self) -> None:
        if len(self.secret) < _SHORTEST_SECRET:
            fault = ("secret", "too_short", f"give at least {_SHORTEST_SECRET} random characters")
            raise_if_invalid([fault])
