"""Signals of sessions that joined an ORM session: sent once it has committed, and never where it rolls back."""

from attrs import define, field
from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import SessionTransaction

from commkit.kit import Kit
from commkit.runtime.model.messages import Fact

_KEY = "commkit.waiting"


@define
class _Waiting:
    """What an ORM session will have sent.

    Attributes:
        entries: The facts of each joined session, with the ORM's innermost transaction at that time.
        is_committed: Whether the outermost transaction has been committed, and is only to be ended.
    """

    entries: list[tuple[SessionTransaction | None, Kit, tuple[Fact, ...]]] = field(factory=list)
    is_committed: bool = False


def send_after_commit(kit: Kit, orm: OrmSession, facts: tuple[Fact, ...]) -> None:
    """Have facts sent to the receivers of a Kit once the ORM session has committed its outermost transaction."""
    waiting: _Waiting | None = orm.info.get(_KEY)
    if waiting is None:
        waiting = orm.info[_KEY] = _Waiting()
        event.listen(orm, "after_commit", _note_commit)
        event.listen(orm, "after_soft_rollback", _forget)
        event.listen(orm, "after_transaction_end", _send)
    waiting.entries.append((orm.get_nested_transaction() or orm.get_transaction(), kit, facts))


def _note_commit(orm: OrmSession) -> None:
    if not orm.in_nested_transaction():
        orm.info[_KEY].is_committed = True


def _forget(orm: OrmSession, ended: SessionTransaction) -> None:
    waiting: _Waiting = orm.info[_KEY]
    waiting.entries = [entry for entry in waiting.entries if not _is_inside(entry[0], ended)]


def _is_inside(transaction: SessionTransaction | None, other: SessionTransaction) -> bool:
    while transaction is not None:
        if transaction is other:
            return True
        transaction = transaction.parent
    return False


def _send(orm: OrmSession, ended: SessionTransaction) -> None:
    """At the end of the outermost one: a receiver may then begin anew with the ORM session."""
    if ended.parent is not None:
        return
    waiting: _Waiting = orm.info[_KEY]
    entries, is_committed = waiting.entries, waiting.is_committed
    waiting.entries, waiting.is_committed = [], False
    if is_committed:
        for _, kit, facts in entries:
            kit.send_signals(facts)
