"""What follows for idea calls when an evaluator leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_internal.idea_calls import statements as sql
from commkit_internal.idea_calls.facts import IdeaEvaluatorLeft
from commkit_internal.idea_calls.feature import idea_feature


@idea_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def leave_calls(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """They mark nothing any more; what they marked counts, and the owners are told."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    for call in context.rows(sql.MARKED_BY, member=fact.member):
        context.run(sql.DROP_EVALUATOR, call=call.id, member=fact.member)
        context.emit(IdeaEvaluatorLeft(call=call.id, member=fact.member, owner=call.owner))
