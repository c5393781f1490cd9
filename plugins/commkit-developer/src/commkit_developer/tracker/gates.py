"""What may be closed as tracked."""

from commkit import Context, Deny
from commkit_developer.closing.messages import VoteToClose
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.policy import TRACKED


@tracker_feature.gates(VoteToClose)
def check_tracked(context: Context, command: VoteToClose) -> Deny | None:
    """Refuse to close a question as tracked that is about no issue: it would never open again."""
    if command.reason != TRACKED or context.one(sql.LINK, question=command.question) is not None:
        return None
    return Deny("developer.not_tracked", "link the issue that this question is about first")
