"""Commands of polls. Each member has one ballot, by its primary key."""

from commkit.posts.feature import posts
from commkit.posts.polls import statements as sql
from commkit.posts.polls.facts import PollClosed, PollCreated, PollVoteCast, PollVoteRetracted
from commkit.posts.polls.jobs import ExpirePoll
from commkit.posts.polls.messages import ClosePoll, CreatePoll, RetractPollVote, VoteInPoll
from commkit.posts.polls.policy import check_new_poll, chosen_numbers
from commkit.posts.polls.queries import poll_of
from commkit.posts.polls.records import Poll
from commkit.posts.records import Post, PostId
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@posts.handles(CreatePoll)
def create_poll(context: Context, command: CreatePoll) -> Poll:
    """Store the poll and its choices, and schedule its end if it has one."""
    post = context.get(Post, command.post, need="posts.create_poll")
    check_new_poll(command, context.now)
    if not context.run(
        sql.ADD,
        command,
        post=post.id,
        created_by=context.member_or_none,
        created_at=context.now,
        closed_at=None,
        ballot_count=0,
    ):
        raise Conflict("posts.poll_exists", "this post has a poll already")
    context.run_many(
        sql.ADD_CHOICE,
        [
            {
                "post": post.id,
                "number": number,
                "created_by": context.member_or_none,
                "label": label,
                "vote_count": 0,
            }
            for number, label in enumerate(command.choices)
        ],
    )
    if command.closes_at is not None:
        schedule_command(context, ExpirePoll(post.id), at=command.closes_at, as_system=True)
    context.emit(PollCreated(post=post.id))
    return poll_of(context, post.id)


@posts.handles(VoteInPoll)
def vote_in_poll(context: Context, command: VoteInPoll) -> Poll:
    """Lock the poll first, so that votes and its end happen one after the other, then store the ballot."""
    post = context.get(Post, command.post)
    poll = _open_poll(context, post.id)
    chosen = chosen_numbers(poll, command.choices)
    if not poll.changeable and _has_ballot(context, post.id):
        raise _already_voted()
    if not context.run(sql.COUNT_BALLOT, post=post.id, change=0, now=context.now):
        raise _closed()
    if context.run(sql.ADD_BALLOT, post=post.id, member=context.member, at=context.now):
        context.run(sql.COUNT_BALLOT, post=post.id, change=1, now=context.now)
    elif poll.changeable:
        context.run(sql.TOUCH_BALLOT, post=post.id, me=context.member, now=context.now)
    else:
        raise _already_voted()  # by another command of the same member, since the check above
    before = _votes(context, post.id)
    _replace_votes(context, post.id, context.member, before, chosen)
    context.emit(PollVoteCast(post=post.id))
    return poll_of(context, post.id)


@posts.handles(RetractPollVote)
def retract_poll_vote(context: Context, command: RetractPollVote) -> Poll:
    """Delete the ballot and its votes."""
    post = context.get(Post, command.post)
    poll = _open_poll(context, post.id)
    if not poll.changeable:
        raise _already_voted()
    if not _has_ballot(context, post.id):
        return poll
    if not context.run(sql.COUNT_BALLOT, post=post.id, change=-1, now=context.now):
        raise _closed()
    _replace_votes(context, post.id, context.member, _votes(context, post.id), set())
    if not context.run(sql.DELETE_BALLOT, post=post.id, me=context.member):
        raise Conflict("posts.stale", "it was retracted in the meantime")
    context.emit(PollVoteRetracted(post=post.id))
    return poll_of(context, post.id)


@posts.handles(ClosePoll)
def close_poll(context: Context, command: ClosePoll) -> Poll:
    """Close the poll, unless it is closed already."""
    post = context.get(Post, command.post, need="posts.create_poll")
    poll_of(context, post.id)
    closed = context.rows(sql.CLOSE, post=post.id, now=context.now)
    if not closed:
        raise _closed()
    context.emit(PollClosed(post=post.id, ballot_count=closed[0][0]))
    return poll_of(context, post.id)


def _open_poll(context: Context, post: PostId) -> Poll:
    poll = poll_of(context, post)
    if poll.closed_at is not None:
        raise _closed()
    return poll


def _has_ballot(context: Context, post: PostId) -> bool:
    return context.one(sql.HAS_BALLOT, post=post, me=context.member) is not None


def _votes(context: Context, post: PostId) -> set[int]:
    return {choice for (choice,) in context.rows(sql.VOTES_OF, post=post, me=context.member)}


def _replace_votes(
    context: Context, post: PostId, member: MemberId, before: set[int], after: set[int]
) -> None:
    """Replace the votes of a locked ballot; counters change in the order of the choices, to avoid deadlocks."""
    changes = sorted([(choice, -1) for choice in before - after] + [(choice, 1) for choice in after - before])
    context.run_many(
        sql.COUNT_VOTE, [{"post": post, "choice": choice, "change": change} for choice, change in changes]
    )
    if before:
        context.run(sql.DELETE_VOTES, post=post, me=member)
    context.run_many(
        sql.ADD_VOTE, [{"post": post, "choice": choice, "member": member} for choice in sorted(after)]
    )


def _closed() -> Conflict:
    return Conflict("posts.poll_closed", "this poll is closed")


def _already_voted() -> Conflict:
    return Conflict("posts.already_voted", "you have voted, and this poll allows no change")
