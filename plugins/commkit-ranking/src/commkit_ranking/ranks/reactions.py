"""What changes ranks, in the transaction of the change.

Each of these facts comes from a command that holds the row of the post that opened the thread, so that votes on one
thread follow each other, and each reads the counts that the one before left.
"""

from commkit import Context
from commkit.posts import (
    PostCreated,
    PostMoved,
    PostRemoved,
    PostRestored,
    PostsHidden,
    PostsImported,
    PostsShown,
    ReactionAdded,
    ReactionRemoved,
    ThreadMoved,
    ThreadsExpired,
    ThreadsMerged,
    ThreadSplit,
)
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.handlers import refresh, threads_of, votes_of


@rank_feature.reacts_to(ReactionAdded, ReactionRemoved)
def count_vote(context: Context, fact: ReactionAdded | ReactionRemoved) -> None:
    """Move a thread, or a reply, by a vote."""
    up, down = votes_of(context)
    if fact.reaction in up or fact.reaction in down:
        refresh(context, [fact.post])


@rank_feature.reacts_to(PostCreated)
def rank_new(context: Context, fact: PostCreated) -> None:
    """Rank a new thread; or a new reply, and the thread that it was added to."""
    refresh(context, {fact.thread, fact.post})


@rank_feature.reacts_to(PostRemoved, PostRestored, ThreadMoved)
def rank_thread(context: Context, fact: PostRemoved | PostRestored | ThreadMoved) -> None:
    """Rank a thread that something was taken from, or that stands elsewhere."""
    refresh(context, [fact.thread])


@rank_feature.reacts_to(PostMoved, ThreadsMerged, ThreadSplit)
def rank_both_threads(context: Context, fact: PostMoved | ThreadsMerged | ThreadSplit) -> None:
    """Rank threads that posts moved between, and what replies to another post now; what was merged is a reply."""
    moved = [fact.thread] if isinstance(fact, ThreadsMerged) else [fact.post]
    into = [] if isinstance(fact, ThreadSplit) else [fact.into]
    refresh(context, {fact.thread, *moved, *into})


@rank_feature.reacts_to(PostsImported)
def rank_imported(context: Context, fact: PostsImported) -> None:
    """Rank what was imported, and the threads that it is in, with the votes that came along."""
    refresh(context, {*threads_of(context, fact.posts), *fact.posts}, lock=True)


@rank_feature.reacts_to(PostsHidden, PostsShown, ThreadsExpired)
def rank_hidden_and_shown(context: Context, fact: PostsHidden | PostsShown | ThreadsExpired) -> None:
    """Rank threads that are hidden or shown."""
    refresh(context, fact.threads, lock=True)
