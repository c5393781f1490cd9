"""How moderators of a space decide its cases."""

from attrs import evolve

from commkit.moderation.cases.handlers import claim_conflict
from commkit.moderation.cases.records import Case, CaseId
from commkit.moderation.decisions.handlers import perform_decision
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.policy import check_decision
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.space_cases import statements as sql
from commkit.moderation.space_cases.messages import DecideSpaceCase
from commkit.posts import Post, is_hidden, perform_removal, perform_restoration
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there


@moderation.handles(DecideSpaceCase)
def decide_space_case(context: Context, command: DecideSpaceCase) -> Decision:
    """Load the case and its post, whether or not it is held; then decide as for the whole community."""
    case, post = _case_in_space(context, command.case)
    decision = DecideCase(
        case=case.id,
        action=ModerationAction(command.action),
        rule=command.rule,
        facts=command.facts,
        ground=command.ground,
        law=command.law,
        territory=command.territory,
    )
    check_decision(decision, case, context.now)
    return perform_decision(
        context,
        case,
        decision,
        apply=lambda made: _apply(context, case, post, made),
        conflict=lambda: claim_conflict(context, _case_in_space(context, case.id)[0]),
    )


def _case_in_space(context: Context, id: CaseId) -> tuple[Case, Post]:
    """A case about a post in a space that the actor moderates, and not about themselves."""
    found = context.one(sql.ONE, id=id, me=context.member_or_none)
    if found is None or not context.can(DecideSpaceCase.permission, found[1]):
        raise not_there(Case)
    return found


def _apply(context: Context, case: Case, post: Post, decision: Decision) -> Decision:
    is_removed = post.removed_at is not None and not is_hidden(context, post.id)
    match decision.action:
        case ModerationAction.RESTORE if not is_removed:
            raise Conflict("posts.not_removed", "this post is not removed")
        case ModerationAction.RESTORE:
            perform_restoration(context, post)
        case ModerationAction.DISMISS:
            if case.held and is_removed:
                perform_restoration(context, post)
        case ModerationAction.REMOVE:
            if not is_removed:
                perform_removal(context, post, reason=decision.rule)
            elif not case.held:
                return evolve(decision, consequences=("already_removed",))
        case _ if case.held:
            return evolve(decision, consequences=("removed",))
        case _:
            pass
    return decision
