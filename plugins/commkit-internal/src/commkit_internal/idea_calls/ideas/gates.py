"""What is not done to ideas of a call that goes on, but by the commands of calls."""

from commkit import Context, Deny
from commkit.feedback import EditSuggestion, MergeSuggestions, UpdateSuggestionStatus
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.ideas import statements as sql
from commkit_internal.idea_calls.records import IdeaCallState


@idea_feature.gates(MergeSuggestions)
def check_not_merged(context: Context, command: MergeSuggestions) -> Deny | None:
    """Refuse to merge what is an idea of a call with anything, past the rules of the call."""
    if not context.rows(sql.IN_OPEN_CALLS, ids=[command.suggestion, command.into]):
        return None
    return Deny(
        "internal.idea_in_call", "one of these is an idea of a call; merge it there, or when the call is over"
    )


@idea_feature.gates(UpdateSuggestionStatus)
def check_not_decided(context: Context, command: UpdateSuggestionStatus) -> Deny | None:
    """Refuse to decide about an idea past the call: all its authors are told at once."""
    if not context.rows(sql.IN_OPEN_CALLS, ids=[command.suggestion]):
        return None
    return Deny(
        "internal.idea_in_call", "this is an idea of a call; who runs the call decides about it there"
    )


@idea_feature.gates(EditSuggestion)
def check_not_edited(context: Context, command: EditSuggestion) -> Deny | None:
    """Refuse to change an idea while it is marked and decided about, or to move it out of sight of its evaluators."""
    found = context.rows(sql.IN_OPEN_CALLS, ids=[command.suggestion])
    if not found:
        return None
    if command.space is not None:
        return Deny("internal.idea_in_call", "this is an idea of a call; move it when the call is over")
    if found[0][1] != IdeaCallState.COLLECTING:
        return Deny("internal.idea_in_call", "this idea is being evaluated; change it when the call is over")
    return None
