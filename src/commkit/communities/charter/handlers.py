"""What happens when rules change, and when a community comes to its end."""

from datetime import timedelta

from commkit.communities.charter import statements as sql
from commkit.communities.charter.messages import (
    AnnounceSunset,
    CallOffSunset,
    ComeToEnd,
    CommunityEnded,
    ReadCharter,
    RulesChanged,
    SetRules,
    SunsetAnnounced,
    SunsetCalledOff,
)
from commkit.communities.charter.records import Charter
from commkit.communities.feature import communities
from commkit.communities.messages import Archive
from commkit.runtime.delivery.scheduled import cancel_scheduled, schedule
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session

NOTICE = timedelta(days=7)
"""How long ahead an end is announced, at least."""


@communities.loads(Charter)
def fetch_charter(session: Session, id: CommunityId) -> Charter | None:
    """A community's charter has its id."""
    return _read(session) if id == session.community_id and session.can("communities.read") else None


@communities.handles(ReadCharter)
def read_charter(session: Session, query: ReadCharter) -> Charter:
    """What was agreed on, or an empty charter."""
    return session.one(sql.ONE) or Charter()


@communities.handles(SetRules)
def set_rules(session: Session, command: SetRules) -> Charter:
    """Other rules; who has not seen the latest ones changes nothing."""
    session.run(sql.OPEN)
    if not session.run(sql.SET_RULES, new_rules=command.rules, seen=command.version):
        raise Conflict("communities.stale", "the rules were changed in the meantime; read them again")
    session.emit(RulesChanged(version=command.version + 1))
    return _read(session)


@communities.handles(AnnounceSunset)
def announce_sunset(session: Session, command: AnnounceSunset) -> Charter:
    """The end is planned, and members are told."""
    if command.at < session.now + NOTICE:
        raise Invalid.field("at", "too_soon", f"give members {NOTICE.days} days at least")
    session.run(sql.OPEN)
    _drop_planned(session)
    session.run(
        sql.ANNOUNCE,
        new_at=command.at,
        new_plan=schedule(session, ComeToEnd(command.at), at=command.at, as_system=True),
        new_reason=command.reason,
        new_thanks=command.thanks,
    )
    session.emit(SunsetAnnounced(at_last=command.at))
    return _read(session)


@communities.handles(CallOffSunset)
def call_off_sunset(session: Session, command: CallOffSunset) -> Charter:
    """It goes on."""
    _drop_planned(session)
    if not session.run(sql.CALL_OFF, announced=command.at):
        raise Conflict("communities.no_sunset", "no such end is announced; read the charter again")
    session.emit(SunsetCalledOff())
    return _read(session)


@communities.handles(ComeToEnd)
def come_to_end(session: Session, command: ComeToEnd) -> Charter:
    """Archived, and thanked."""
    if not session.run(sql.END, announced=command.at):
        raise Conflict("communities.no_sunset", "no such end is announced, or it has come already")
    ending = _read(session)
    if session.community.archived_at is None:
        session.do(Archive(reason=ending.reason))
    session.emit(CommunityEnded())
    return ending


def _drop_planned(session: Session) -> None:
    """What was planned for another end; were it left, it would find that end announced no more."""
    for (planned,) in session.rows(sql.PLAN):
        if planned is not None:
            cancel_scheduled(session, planned)


def _read(session: Session) -> Charter:
    return session.one(sql.ONE) or Charter()
