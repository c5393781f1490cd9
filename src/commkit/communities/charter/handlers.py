"""What happens when rules change, and when a community comes to its end."""

from datetime import timedelta

from commkit.communities.charter import statements as sql
from commkit.communities.charter.messages import (
    AnnounceClosing,
    CancelClosing,
    CloseCommunity,
    ClosingAnnounced,
    ClosingCancelled,
    CommunityClosed,
    ReadCharter,
    RulesUpdated,
    UpdateRules,
)
from commkit.communities.charter.records import Charter
from commkit.communities.feature import communities
from commkit.communities.messages import ArchiveCommunity
from commkit.runtime.delivery.scheduled import cancel_scheduled, schedule_command
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session

MIN_CLOSING_DELAY = timedelta(days=7)
"""How long ahead an end is announced, at least."""


@communities.loads(Charter)
def fetch_charter(session: Session, id: CommunityId) -> Charter | None:
    """A community's charter has its id."""
    return _read(session) if id == session.community_id and session.can("communities.read") else None


@communities.handles(ReadCharter)
def read_charter(session: Session, query: ReadCharter) -> Charter:
    """What was agreed on, or an empty charter."""
    return session.one(sql.ONE) or Charter()


@communities.handles(UpdateRules)
def update_rules(session: Session, command: UpdateRules) -> Charter:
    """Other rules; who has not seen the latest ones changes nothing."""
    session.run(sql.ADD)
    if not session.run(sql.SET_RULES, new_rules=command.rules, seen=command.version):
        raise Conflict("communities.stale", "the rules were changed in the meantime; read them again")
    session.emit(RulesUpdated(version=command.version + 1))
    return _read(session)


@communities.handles(AnnounceClosing)
def announce_closing(session: Session, command: AnnounceClosing) -> Charter:
    """The end is planned, and members are told."""
    if command.closes_at < session.now + MIN_CLOSING_DELAY:
        raise Invalid.field("closes_at", "too_soon", f"give members {MIN_CLOSING_DELAY.days} days at least")
    session.run(sql.ADD)
    _cancel_scheduled_closing(session)
    session.run(
        sql.ANNOUNCE_CLOSING,
        new_closes_at=command.closes_at,
        new_scheduled=schedule_command(
            session, CloseCommunity(command.closes_at), at=command.closes_at, as_system=True
        ),
        new_reason=command.reason,
        new_farewell=command.farewell,
    )
    session.emit(ClosingAnnounced(closes_at=command.closes_at))
    return _read(session)


@communities.handles(CancelClosing)
def cancel_closing(session: Session, command: CancelClosing) -> Charter:
    """It goes on."""
    _cancel_scheduled_closing(session)
    if not session.run(sql.CANCEL_CLOSING, announced=command.closes_at):
        raise Conflict("communities.no_closing", "no such end is announced; read the charter again")
    session.emit(ClosingCancelled())
    return _read(session)


@communities.handles(CloseCommunity)
def close_community(session: Session, command: CloseCommunity) -> Charter:
    """Archived, and thanked."""
    if not session.run(sql.CLOSE, announced=command.closes_at):
        raise Conflict("communities.no_closing", "no such end is announced, or it has come already")
    ending = _read(session)
    if session.community.archived_at is None:
        session.do(ArchiveCommunity(reason=ending.reason))
    session.emit(CommunityClosed())
    return ending


def _cancel_scheduled_closing(session: Session) -> None:
    """What was planned for another end; were it left, it would find that end announced no more."""
    for (planned,) in session.rows(sql.SCHEDULED):
        if planned is not None:
            cancel_scheduled(session, planned)


def _read(session: Session) -> Charter:
    return session.one(sql.ONE) or Charter()
