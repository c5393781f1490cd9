"""How clocks follow what happens to questions and their replies."""

from datetime import timedelta

from commkit import Context, MemberId
from commkit.members import MembershipKind
from commkit.posts import (
    Post,
    PostCreated,
    PostMoved,
    PostRemoved,
    PostRestored,
    PostsHidden,
    PostsImported,
    PostsShown,
    PostStateChanged,
    ThreadsMerged,
    ThreadSplit,
)
from commkit_qa import OPEN, is_held, question_kind
from commkit_support.clock import statements as sql
from commkit_support.clock.feature import NORMAL, clock_feature
from commkit_support.clock.handlers import (
    count_released_reply,
    open_clock,
    record_reply,
    sync_clock,
    take_back,
    update_first_reply,
)
from commkit_support.clock.records import Goal, Promise
from commkit_support.handoff.facts import HandoffAnswered, HandoffDeclined, HandoffFailed


@clock_feature.reacts_to(PostCreated)
def track_reply(context: Context, fact: PostCreated) -> None:
    """Open the clock of a new question; stop it at the first reply of somebody else who is no agent."""
    if fact.parent is None:
        if question_kind(context.community_type, fact.kind) is not None:
            open_clock(context, fact.post)
            sync_clock(context, fact.post)  # it may be held for moderation
        return
    author = context.membership
    if author is not None and author.kind is MembershipKind.AGENT:
        return
    found = context.one(sql.CLOCK_WITH_QUESTION, question=fact.thread)
    if found is None:
        return
    clock, _, asker, _ = found
    if clock.replied_at is None and _by_another(fact.actor, asker) and not is_held(context, fact.post):
        record_reply(context, clock, fact.post, by_staff=author.staff if author else True)


@clock_feature.reacts_to(PostStateChanged)
def sync_clock_on_state_change(context: Context, fact: PostStateChanged) -> None:
    """Run the clock while the question is open, pause it otherwise."""
    sync_clock(context, fact.post)


@clock_feature.reacts_to(PostRemoved, PostRestored)
def sync_clock_on_removal(context: Context, fact: PostRemoved | PostRestored) -> None:
    """Pause the clock of a removed question; where a reply was removed, let the next one count.

    A reply that was held when it was written counts from the moment in which it is shown for the first time.
    """
    if fact.post == fact.thread:
        sync_clock(context, fact.post)
    elif isinstance(fact, PostRestored) and fact.first_shown:
        count_released_reply(context, fact.thread)
    else:
        update_first_reply(context, fact.thread)


@clock_feature.reacts_to(PostsHidden, PostsShown)
def sync_clocks_on_change_of_type(context: Context, fact: PostsHidden | PostsShown) -> None:
    """Pause the clocks of questions that a change of the community's type hides, and resume them when it shows them."""
    for question in fact.threads:
        sync_clock(context, question)


@clock_feature.reacts_to(ThreadsMerged)
def sync_clock_on_merge(context: Context, fact: ThreadsMerged) -> None:
    """Pause the clock of the merged question; a reply that came with it may be the first one of the other."""
    sync_clock(context, fact.thread)
    update_first_reply(context, fact.into, shown_at=context.now)


@clock_feature.reacts_to(ThreadSplit)
def open_clock_on_split(context: Context, fact: ThreadSplit) -> None:
    """Open a clock for a reply that became a question of its own; the promise holds from now on."""
    if question_kind(context.community_type, context.get(Post, fact.post).kind) is None:
        context.run(sql.DELETE_CLOCK, question=fact.post)
    else:
        open_clock(context, fact.post)
        sync_clock(context, fact.post)
        update_first_reply(context, fact.post, shown_at=context.now)
    update_first_reply(context, fact.thread, shown_at=context.now)


@clock_feature.reacts_to(PostMoved)
def update_first_reply_on_move(context: Context, fact: PostMoved) -> None:
    """Find the first reply of both threads again where a reply moved from one to the other."""
    if fact.into != fact.thread:
        for question in (fact.thread, fact.into):
            update_first_reply(context, question, shown_at=context.now)


@clock_feature.reacts_to(HandoffAnswered, HandoffDeclined, HandoffFailed)
def take_remaining_time_back(
    context: Context, fact: HandoffAnswered | HandoffDeclined | HandoffFailed
) -> None:
    """Take over what the help desk has left of the promises; where it says nothing, the clock has run on."""
    take_back(context, fact.question, first_reply=fact.remaining, resolution=fact.resolution_remaining)


@clock_feature.reacts_to(PostsImported)
def import_clocks(context: Context, fact: PostsImported) -> None:
    """Add clocks for imported questions, with the times of the source and without a promise; in one statement."""
    found = context.rows(sql.FIRST_REPLIES, posts=list(fact.posts)) if fact.posts else []
    nothing_promised = {
        name: value for goal in Goal for name, value in sql.promise_values(goal, Promise()).items()
    }
    clocks = [
        {
            "question": question,
            "opened_at": asked_at,
            "priority": NORMAL,
            **nothing_promised,
            "replied_at": replied_at,
            "reply": reply,
            "replied_by_staff": bool(by_staff) if reply is not None else None,
            # Where the source does not say when a question was settled, it is settled since the import.
            "paused_since": None if state == OPEN and settled_at is None else settled_at or context.now,
            "paused": timedelta(),
        }
        for question, asked_at, kind, state, settled_at, replied_at, reply, by_staff in found
        if question_kind(context.community_type, kind) is not None
    ]
    context.run_many(sql.IMPORT_CLOCK, clocks)


def _by_another(actor: MemberId | None, asker: MemberId | None) -> bool:
    """Whether somebody other than the asker replied; `SYSTEM`, which has no membership, replies for the company."""
    return actor is None or actor != asker
