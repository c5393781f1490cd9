"""The command that erases a person."""

from typing import Annotated

from attrs import frozen

from commkit.privacy.erasure.records import ErasureResult
from commkit.runtime.model.messages import Command
from commkit.runtime.values.texts import Text


@frozen
class ErasePerson(Command[ErasureResult]):
    """Erase a person in every community and every table: what they wrote is blanked, what named them is a tombstone.

    Threads stay readable, votes and counts stay. It cannot be undone. Should the same user come again, they are
    somebody new; what was going on for them elsewhere is refused once this is committed. Call `Kit.scrub` afterwards to
    clean the database's own files of what they held before.

    What is held, as by a legal hold, stays until it is released, and is erased then by the worker; `ErasureResult.held`
    tells where and how much.

    Tables of a plugin that is gone are cleaned by what it declared when the database was migrated; where nobody did,
    `ErasureResult.not_cleaned` names them.

    Attributes:
        key: The host's key of the person; only the host itself may name somebody else than the actor.

    Raises:
        NotFound: Nothing is known of this person.
        Denied: Nobody is signed in, or it is somebody else.
    """

    permission = "privacy.erase"
    withdraws = True
    personal = ("key",)
    lobby = True
    actor_lock = False  # who erases themselves has no account any more when the command ends

    key: Annotated[str, Text(max=255)] | None = None
