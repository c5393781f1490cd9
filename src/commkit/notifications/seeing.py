"""Whether somebody may see what a notice is about: the door of the object decides, at the moment of asking."""

from typing import Any
from uuid import UUID

from commkit.runtime.errors import NotFound
from commkit.runtime.session import Session


def seen(session: Session, record: str, id: UUID) -> Any | None:
    """The object that the session's actor would get through its door; None where there is none for them.

    Args:
        session: Of the member it is about.
        record: The class name of the object.
        id: Its id.
    """
    kind = record_named(session, record)
    if kind is None:
        return None
    try:
        return session.get(kind, id)
    except NotFound:
        return None


def record_named(session: Session, name: str) -> type[Any] | None:
    """The record of this name that has a door here; None where a plugin took it away."""
    return next((record for record in session.table.doors if record.__name__ == name), None)
