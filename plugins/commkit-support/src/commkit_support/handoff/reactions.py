"""What new communities and merged questions must fulfil, in the transaction of the command."""

from commkit import Conflict, Context, Denied
from commkit.communities import CommunityCreated, CommunityTypeChanged
from commkit.posts import PostId, ThreadsMerged
from commkit_support.handoff import statements as sql
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.policy import HANDED_OFF, HELP_DESK_REQUIRED
from commkit_support.handoff.ports import HelpDesk


@handoff.reacts_to(CommunityCreated, CommunityTypeChanged)
def require_help_desk(context: Context, fact: CommunityCreated | CommunityTypeChanged) -> None:
    """Refuse a community that becomes a support community without a help desk or a reason for its absence."""
    reason = context.settings(HandoffSettings).no_help_desk_reason
    if context.port(HelpDesk) is None and not reason.strip():
        raise Denied("support.help_desk_required", HELP_DESK_REQUIRED)


@handoff.reacts_to(ThreadsMerged)
def refuse_merge_of_handed_off(context: Context, fact: ThreadsMerged) -> None:
    """Check again, now that the posts are locked: it may have been handed over since the gate checked."""
    check_not_handed_off(context, fact.thread)


def check_not_handed_off(context: Context, question: PostId) -> None:
    """Check that no handoff of a question is active.

    Raises:
        Conflict: One is.
    """
    if context.one(sql.ACTIVE_HANDOFF, question=question) is not None:
        raise Conflict("support.already_handed_off", HANDED_OFF)
