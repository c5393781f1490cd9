"""The loader of idea calls, and the one function that changes their state."""

from uuid import UUID

from attrs import evolve

from commkit import Context
from commkit_internal.idea_calls import statements as sql
from commkit_internal.idea_calls.facts import IdeaCallStateChanged
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.policy import check_transition, wrong_state
from commkit_internal.idea_calls.records import IdeaCall, IdeaCallState


@idea_feature.loads(IdeaCall, owner=lambda call: call.owner)
def fetch_idea_call(context: Context, id: UUID) -> IdeaCall | None:
    """An idea call, for all who may read them."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_idea_calls") else None


def change_state(context: Context, call: IdeaCall, after: IdeaCallState) -> IdeaCall:
    """Move a call to another state, once.

    Raises:
        Conflict: That state may not follow, or somebody changed it in the meantime.
    """
    check_transition(call.state, after)
    reported_at = context.now if after is IdeaCallState.REPORTED else None
    if not context.run(
        sql.SET_STATE, id=call.id, expected=call.state, new_state=after, new_reported_at=reported_at
    ):
        raise wrong_state(call.state, "somebody changed that at the same time; read it again")
    context.emit(IdeaCallStateChanged(call=call.id, before=call.state, after=after))
    return evolve(call, state=after, reported_at=reported_at)
