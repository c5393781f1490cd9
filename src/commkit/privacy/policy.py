"""Whose data somebody may ask for."""

from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context


def key_of_person(context: Context, key: str | None) -> str:
    """The host's key of the person that a message is about: the actor, or, for the host, whom it names.

    Args:
        context: Whose actor sent the message.
        key: The key in the message; None for the actor.

    Raises:
        Denied: Nobody is signed in, or it is somebody else.
    """
    if key is None:
        if not isinstance(context.actor, str):
            raise Denied("privacy.sign_in_required", "sign in, or name the person by their key")
        return context.actor
    if key != context.actor and context.actor is not SYSTEM:
        raise Denied("privacy.not_own_data", "only the host itself may ask for somebody else's data")
    return key


def person_not_found() -> NotFound:
    """The error for somebody who was never a member of any community."""
    return NotFound("privacy.person_not_found", "nothing is kept about this person")
