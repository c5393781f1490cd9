"""How decisions are loaded, recorded and superseded."""

from commkit import Conflict, Context, Invalid
from commkit.posts import Post
from commkit_internal.meetings.decisions import statements as sql
from commkit_internal.meetings.decisions.messages import RecordDecision, SupersedeDecision
from commkit_internal.meetings.decisions.policy import topic_of
from commkit_internal.meetings.decisions.records import MeetingDecision, MeetingDecisionId
from commkit_internal.meetings.facts import DecisionRecorded, DecisionSuperseded
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.handlers import locked_minutes
from commkit_internal.tables import meeting_decision


@meeting_feature.loads(MeetingDecision, table=meeting_decision, part_of=(Post, "minutes"))
def fetch_decision(context: Context, id: MeetingDecisionId) -> MeetingDecision | None:
    """A decision, for who sees its minutes."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_minutes") else None


@meeting_feature.handles(RecordDecision)
def record_decision(context: Context, command: RecordDecision) -> MeetingDecision:
    """Lock the minutes, so that they are not approved meanwhile."""
    minutes = locked_minutes(context, command.minutes, unapproved=True)
    recorded = MeetingDecision(
        id=MeetingDecisionId(context.new_id()),
        minutes=minutes.id,
        event=minutes.event,
        topic=topic_of(command.topic),
        text=command.text,
        decided_at=context.now,
        recorded_by=context.member_or_none,
        supersedes=None,
        reason="",
        superseded_by=None,
    )
    context.run(sql.ADD, recorded)
    context.emit(DecisionRecorded(decision=recorded.id, minutes=minutes.id))
    return recorded


@meeting_feature.handles(SupersedeDecision)
def supersede_decision(context: Context, command: SupersedeDecision) -> MeetingDecision:
    """Mark the earlier one; of two at once its row lets one through."""
    before = context.get(MeetingDecision, command.decision)
    minutes = locked_minutes(context, command.minutes, unapproved=True)
    if before.event != minutes.event:
        raise Invalid.field("minutes", "other_event", "name minutes of the event of the decision")
    new = MeetingDecision(
        id=MeetingDecisionId(context.new_id()),
        minutes=minutes.id,
        event=minutes.event,
        topic=before.topic,
        text=command.text,
        decided_at=context.now,
        recorded_by=context.member_or_none,
        supersedes=before.id,
        reason=command.reason,
        superseded_by=None,
    )
    if not context.run(sql.SUPERSEDE, id=before.id, by=new.id):
        raise Conflict("internal.decision_superseded", "this decision was superseded; supersede the new one")
    context.run(sql.ADD, new)
    context.emit(DecisionSuperseded(decision=before.id, by=new.id, minutes=minutes.id))
    return new
