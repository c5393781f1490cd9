"""How rules are written, and how a closing is announced and cancelled."""

from datetime import timedelta

from commkit.communities.charter import statements as sql
from commkit.communities.charter.facts import ClosingAnnounced, ClosingCancelled, RulesUpdated
from commkit.communities.charter.jobs import CloseCommunity
from commkit.communities.charter.messages import AnnounceClosing, CancelClosing, UpdateRules
from commkit.communities.charter.queries import current_charter
from commkit.communities.charter.records import Charter
from commkit.communities.feature import communities
from commkit.runtime.delivery.scheduled import cancel_scheduled, schedule_command
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.context import Context

MIN_CLOSING_DELAY = timedelta(days=7)
"""How far ahead a closing is announced, at least."""


@communities.loads(Charter)
def fetch_charter(context: Context, id: CommunityId) -> Charter | None:
    """Load the charter; its id is the community's."""
    return (
        current_charter(context) if id == context.community_id and context.can("communities.read") else None
    )


@communities.handles(UpdateRules)
def update_rules(context: Context, command: UpdateRules) -> Charter:
    """Write other rules, unless they changed since the version that was read."""
    context.run(sql.ADD)
    if not context.run(sql.SET_RULES, new_rules=command.rules, expected_version=command.version):
        raise Conflict("communities.stale", "the rules were changed in the meantime; read them again")
    context.emit(RulesUpdated(version=command.version + 1))
    return current_charter(context)


@communities.handles(AnnounceClosing)
def announce_closing(context: Context, command: AnnounceClosing) -> Charter:
    """Schedule the closing in place of an earlier one."""
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
    return current_charter(context)


@communities.handles(CancelClosing)
def cancel_closing(context: Context, command: CancelClosing) -> Charter:
    """Cancel the scheduled closing, and forget that it was announced."""
    _cancel_scheduled_closing(context)
    if not context.run(sql.CANCEL_CLOSING, announced=command.closes_at):
        raise Conflict("communities.no_closing", "no such closing is announced; read the charter again")
    context.emit(ClosingCancelled())
    return current_charter(context)


def _cancel_scheduled_closing(context: Context) -> None:
    """Cancel the command that would close the community; left alone, it would fail when its time has come."""
    for (scheduled,) in context.rows(sql.SCHEDULED):
        if scheduled is not None:
            cancel_scheduled(context, scheduled)
