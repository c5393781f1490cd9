"""Handlers of commands of incentives, and their loader."""

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.incentives import statements as sql
from commkit.feedback.incentives.facts import IncentiveFulfilled, IncentivePromised
from commkit.feedback.incentives.messages import FulfillIncentive, PromiseIncentive
from commkit.feedback.incentives.records import Incentive, IncentiveId
from commkit.feedback.incentives.tables import incentive
from commkit.feedback.panels.handlers import fetch_panelist
from commkit.feedback.panels.records import Panel, PanelId
from commkit.feedback.tasks.records import PanelTaskId
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@feedback.loads(
    Incentive, owner=lambda incentive: incentive.member, table=incentive, part_of=(Panel, "panel")
)
def fetch_incentive(context: Context, id: IncentiveId) -> Incentive | None:
    """Load an incentive of the actor, or any incentive for who manages panels."""
    return context.one(sql.ONE_INCENTIVE, id=id)


@feedback.handles(PromiseIncentive)
def promise_incentive(context: Context, command: PromiseIncentive) -> Incentive:
    """Add an incentive for a member who applied to the panel."""
    panel = context.get(Panel, command.panel)
    panelist = fetch_panelist(context, panel.id, command.member)
    return add_incentive(context, panel.id, panelist.member, description=command.description, task=None)


@feedback.handles(FulfillIncentive)
def fulfill_incentive(context: Context, command: FulfillIncentive) -> Incentive:
    """Mark the incentive as fulfilled."""
    incentive = context.get(Incentive, command.incentive)
    if not context.run(sql.FULFILL_INCENTIVE, id=incentive.id, now=context.now, by=context.member_or_none):
        raise Conflict("feedback.incentive_already_fulfilled", "this was fulfilled already")
    context.emit(IncentiveFulfilled(incentive=incentive.id, member=incentive.member))
    return evolve(incentive, fulfilled_at=context.now)


def add_incentive(
    context: Context, panel: PanelId, member: MemberId, *, description: str, task: PanelTaskId | None
) -> Incentive:
    """Add an incentive; one of a task is promised by nobody in person."""
    incentive = Incentive(
        IncentiveId(context.new_id()),
        panel,
        task,
        member,
        description,
        promised_at=context.now,
        fulfilled_at=None,
    )
    context.run(sql.ADD_INCENTIVE, incentive, promised_by=context.member_or_none if task is None else None)
    context.emit(IncentivePromised(incentive=incentive.id, member=member))
    return incentive
