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
from commkit.runtime.sessions.context import Context

MIN_CLOSING_DELAY = timedelta(days=7)
"""How long ahead an end is announced, at least."""


@communities.loads(Charter)
def fetch_charter(context: Context, id: CommunityId) -> Charter | None:
    """A community's charter has its id."""
    return _read(context) if id == context.community_id and context.can("communities.read") else None


@communities.handles(ReadCharter)
def read_charter(context: Context, query: ReadCharter) -> Charter:
    """What was agreed on, or an empty charter."""
    return context.one(sql.ONE) or Charter()


@communities.handles(UpdateRules)
def update_rules(context: Context, command: UpdateRules) -> Charter:
    """Other rules; who has not seen the latest ones changes nothing."""
    context.run(sql.ADD)
    if not context.run(sql.SET_RULES, new_rules=command.rules, seen=command.version):
        raise Conflict("communities.stale", "the rules were changed in the meantime; read them again")
    context.emit(RulesUpdated(version=command.version + 1))
    return _read(context)


@communities.handles(AnnounceClosing)
def announce_closing(context: Context, command: AnnounceClosing) -> Charter:
    """The end is planned, and members are told."""
    if command.closes_at < context.now + MIN_CLOSING_DELAY:
        raise Invalid.field("closes_at", "too_soon", f"give members {MIN_CLOSING_DELAY.days} days at least")
    context.run(sql.ADD)
    _cancel_scheduled_closing(context)
    context.run(
        sql.ANNOUNCE_CLOSING,
        new_closes_at=command.closes_at,
        new_scheduled=schedule_command(
            context, CloseCommunity(command.closes_at), at=command.closes_at, as_system=True
        ),
        new_reason=command.reason,
        new_farewell=command.farewell,
    )
    context.emit(ClosingAnnounced(closes_at=command.closes_at))
    return _read(context)


@communities.handles(CancelClosing)
def cancel_closing(context: Context, command: CancelClosing) -> Charter:
    """It goes on."""
    _cancel_scheduled_closing(context)
    if not context.run(sql.CANCEL_CLOSING, announced=command.closes_at):
        raise Conflict("communities.no_closing", "no such end is announced; read the charter again")
    context.emit(ClosingCancelled())
    return _read(context)


@communities.handles(CloseCommunity)
def close_community(context: Context, command: CloseCommunity) -> Charter:
    """Archived, and thanked."""
    if not context.run(sql.CLOSE, announced=command.closes_at):
        raise Conflict("communities.no_closing", "no such end is announced, or it has come already")
    ending = _read(context)
    if context.community.archived_at is None:
        context.do(ArchiveCommunity(reason=ending.reason))
    context.emit(CommunityClosed())
    return ending


def _cancel_scheduled_closing(context: Context) -> None:
    """What was planned for another end; were it left, it would find that end announced no more."""
    for (planned,) in context.rows(sql.SCHEDULED):
        if planned is not None:
            cancel_scheduled(context, planned)


def _read(context: Context) -> Charter:
    return context.one(sql.ONE) or Charter()
