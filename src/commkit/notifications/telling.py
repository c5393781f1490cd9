"""How members are told: one notice, a row for each, older unread ones about the same thing folded under it."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen

from commkit.notifications import statements as sql
from commkit.notifications.feature import notifications
from commkit.notifications.mailing.ports import MailPort
from commkit.notifications.messages import NoticeGiven, Notify
from commkit.notifications.records import Channel, MailState, NoticeId
from commkit.notifications.seeing import record_named
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.model.types import NoticeKind
from commkit.runtime.sessions.session import Session

AT_ONCE = 1_000
"""Members told by one command, at most."""


@frozen(kw_only=True)
class Telling:
    """What is to be told.

    Attributes:
        kind: The kind of notice.
        record: The class name of the object it is about.
        object: The id of the object.
        cause: The fact it is told for; one notice of a kind is made for each.
        by: Who did it; never told of it.
        thread: The thread it happened in; who muted it is not told.
        even_twice: Whether it is told to those who know of the object already.
    """

    kind: NoticeKind
    record: str
    object: UUID
    cause: UUID
    by: MemberId | None = None
    thread: UUID | None = None
    even_twice: bool = True


@notifications.handles(Notify)
def notify(session: Session, command: Notify) -> None:
    """Tell members of this community."""
    too_many = FieldError("to", "too_many", f"tell at most {AT_ONCE} members with one command")
    kind = known_kind(
        session, command.kind, command.record, faults=[too_many] if len(command.to) > AT_ONCE else []
    )
    cause = session.new_id()
    tell(
        session,
        Telling(kind=kind, record=command.record, object=command.object, cause=cause, by=command.by),
        to=command.to,
    )


def known_kind(session: Session, name: str, record: str, *, faults: Iterable[FieldError] = ()) -> NoticeKind:
    """The kind of a name, for notices about such records.

    Raises:
        Invalid: No feature here declares the kind, or the record has no door; with whatever else was found.
    """
    kind = session.table.notices.get(name)
    found = list(faults)
    if kind is None:
        known = ", ".join(sorted(session.table.notices))
        found.append(
            FieldError("kind", "unknown_kind", f"declare it in a feature's `notices`; known: {known}")
        )
    if record_named(session, record) is None:
        found.append(FieldError("record", "no_loader", "name a record that has a door here"))
    if found or kind is None:
        raise Invalid(found)
    return kind


def tell(session: Session, told: Telling, *, to: Iterable[MemberId]) -> list[MemberId]:
    """Tell those among up to 1,000 members who are to be told, each once, however often it is called.

    Returns:
        Who was told by this call.
    """
    to = sorted(set(to))
    if not to:
        return []
    id, is_new = _notice(session, told)
    bundle = told.thread or told.object
    values = {
        "here": session.community_id,
        "new_notice": id,
        "new_kind": told.kind.name,
        "new_bundle": bundle,
    }
    rows = session.rows(
        sql.TELL,
        **values,
        to=to,
        object=told.object,
        by=told.by,
        thread=told.thread.hex if told.thread else "",
        inbox_default=Channel.INBOX in told.kind.channels,
        mail_default=Channel.MAIL in told.kind.channels,
        even_twice=told.even_twice,
        mailing=session.port(MailPort) is not None,
        now=session.now,
    )
    if not rows:
        if is_new:
            session.run(sql.DROP_NOTICE, id=id)
        return []
    reached = sorted(member for member, _ in rows)
    session.run(sql.FOLD, **values, to=reached)
    count(session, told.kind.name, "told", len(reached))
    session.emit(
        NoticeGiven(
            notice=id,
            kind=told.kind.name,
            first=reached[0],
            last=reached[-1],
            told=len(reached),
            mails=sum(mail is MailState.DUE for _, mail in rows),
        )
    )
    return reached


def count(
    session: Session, kind: str, what: str, many: int = 1, *, community: CommunityId | None = None
) -> None:
    """Add to the numbers of a kind of notice, in the session's community or in another one."""
    session.run(
        sql.COUNT,
        community_id=community or session.community_id,
        day=session.now.date(),
        kind=kind,
        what=what,
        count=many,
    )


def _notice(session: Session, told: Telling) -> tuple[NoticeId, bool]:
    """The notice for this fact, made when first asked for; and whether it was made just now."""
    id = NoticeId(session.new_id())
    made = session.run(
        sql.ADD_NOTICE,
        id=id,
        kind=told.kind.name,
        record=told.record,
        object=told.object,
        by=told.by,
        cause=told.cause,
        at=session.now,
    )
    if made:
        return id, True
    ((known,),) = session.rows(sql.NOTICE_OF, kind=told.kind.name, cause=told.cause)
    return NoticeId(known), False
