"""Queries of polls: a poll with its results, and who voted for a choice."""

from uuid import UUID

from attrs import evolve

from commkit.posts.feature import posts
from commkit.posts.polls import statements as sql
from commkit.posts.polls.messages import ListPollVoters, ReadPoll
from commkit.posts.polls.policy import CHOICE_COUNT
from commkit.posts.polls.records import Poll, PollVoter
from commkit.posts.records import Post, PostId
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size

_BY_MEMBER = keyset(UUID, of="posts.poll_voters")


@posts.handles(ReadPoll)
def read_poll(context: Context, query: ReadPoll) -> Poll:
    """Load the post, then its poll."""
    return poll_of(context, context.get(Post, query.post).id)


@posts.handles(ListPollVoters)
def list_poll_voters(context: Context, query: ListPollVoters) -> Page[PollVoter]:
    """Read a page of voters, sorted by member id, so that the order does not show when they voted."""
    post = context.get(Post, query.post)
    limit = page_size(query.limit)
    (after,) = _BY_MEMBER.within(post.id, query.choice).decode(query.after, default=(FIRST_ID,))
    choice = (
        query.choice if query.choice in range(CHOICE_COUNT.stop) else -1
    )  # a number that databases can hold
    rows = context.rows(
        sql.VOTERS,
        post=post.id,
        choice=choice,
        after=after,
        size=limit + 1,
        me=context.member_or_none,
        now=context.now,
    )
    return _BY_MEMBER.within(post.id, query.choice).page(rows, limit, lambda voter: (voter.member,))


def poll_of(context: Context, post: PostId) -> Poll:
    """The poll of a post that the actor may see, with what the actor may see of its results.

    Raises:
        NotFound: The post has no poll.
    """
    me, now = context.member_or_none, context.now
    poll = context.one(sql.ONE, post=post, now=now)
    if poll is None:
        raise NotFound("posts.not_found", "this post has no poll")
    return evolve(poll, choices=tuple(context.rows(sql.CHOICES, post=post, me=me, now=now)))
