"""What happens to questions and their clocks when threads are merged and split, and replies moved.

A question that is merged into another one asks the same: it becomes a comment there, its clock stands still for good,
and it is in no queue and no number any more. The other question owes the reply; what was replied below the merged one
counts for it from the moment of the merge. While a help desk has a question, it cannot be merged away.
"""

from commkit import Conflict, Context, Deny
from commkit.posts import MergeThreads, Post, PostId, PostMoved, ThreadsMerged, ThreadSplit
from commkit_support import statements as sql
from commkit_support.clock import open_clock, sync_clock, update_first_reply
from commkit_support.feature import sla
from commkit_support.handoff import statements as handoff_sql
from commkit_support.policy import question_kind

_IN_HAND = "the help desk has this question; wait for its answer, or record that the handoff failed"


@sla.gates(MergeThreads)
def check_merge_not_handed_off(context: Context, command: MergeThreads) -> Deny | None:
    """The answer of the help desk would come back into a thread that is gone."""
    if context.one(handoff_sql.ACTIVE_HANDOFF, question=command.thread) is None:
        return None
    return Deny("support.already_handed_off", _IN_HAND)


@sla.reacts_to(ThreadsMerged)
def sync_clock_on_merge(context: Context, fact: ThreadsMerged) -> None:
    """Stop the clock of what is merged away; what came with it may be the reply that the other one waits for."""
    check_not_handed_off(context, fact.thread)
    sync_clock(context, fact.thread)
    update_first_reply(context, fact.into, came_at=context.now)


@sla.reacts_to(ThreadSplit)
def open_clock_on_split(context: Context, fact: ThreadSplit) -> None:
    """What is a question of its own now is promised a reply from now on."""
    if question_kind(context.community_type, context.get(Post, fact.post).kind) is None:
        context.run(sql.DELETE_CLOCK, question=fact.post)
    else:
        open_clock(context, fact.post)
        sync_clock(context, fact.post)
        update_first_reply(context, fact.post, came_at=context.now)
    update_first_reply(context, fact.thread, came_at=context.now)


@sla.reacts_to(PostMoved)
def update_first_reply_on_move(context: Context, fact: PostMoved) -> None:
    """The first reply may have gone, or come."""
    if fact.into != fact.thread:
        for question in (fact.thread, fact.into):
            update_first_reply(context, question, came_at=context.now)


def check_not_handed_off(context: Context, question: PostId) -> None:
    """Look again once the posts are held: it may have been handed over since the gate looked.

    Raises:
        Conflict: It was.
    """
    if context.one(handoff_sql.ACTIVE_HANDOFF, question=question) is not None:
        raise Conflict("support.already_handed_off", _IN_HAND)
