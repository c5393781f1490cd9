"""Commands of polls. Each member has one ballot, by its primary key."""

from commkit.posts.feature import posts
from commkit.posts.polls import statements as sql
from commkit.posts.polls.facts import PollClosed, PollCreated, PollVoteCast, PollVoteRetracted
from commkit.posts.polls.jobs import ExpirePoll
from commkit.posts.polls.messages import ClosePoll, CreatePoll, RetractPollVote, VoteInPoll
from commkit.posts.polls.queries import poll_of
from commkit.posts.polls.records import Poll
from commkit.posts.records import Post, PostId
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, FieldError, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_CHOICES = range(2, 21)


@posts.handles(CreatePoll)
def create_poll(context: Context, command: CreatePoll) -> Poll:
    """The poll and its choices; the host is to tell when its time comes."""
    post = context.get(Post, command.post, need="posts.create_poll")
    _check(context, command)
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
    """The poll is held first, so that its end, and whoever votes at the same time, take turns."""
    post = context.get(Post, command.post)
    poll = _open_poll(context, post.id)
    chosen = _chosen(poll, command.choices)
    if not poll.changeable and _has_ballot(context, post.id):
        raise _already_voted()
    if not context.run(sql.COUNT_BALLOT, post=post.id, change=0, now=context.now):
        raise _closed()
    if context.run(sql.ADD_BALLOT, post=post.id, member=context.member, at=context.now):
        context.run(sql.COUNT_BALLOT, post=post.id, change=1, now=context.now)
    elif poll.changeable:
        context.run(sql.TOUCH_BALLOT, post=post.id, me=context.member, now=context.now)
    else:
        raise _already_voted()  # by another request of theirs, just now
    before = _votes(context, post.id)
    _replace_votes(context, post.id, context.member, before, chosen)
    context.emit(PollVoteCast(post=post.id))
    return poll_of(context, post.id)


@posts.handles(RetractPollVote)
def retract_poll_vote(context: Context, command: RetractPollVote) -> Poll:
    """The ballot and what it named."""
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
        raise Conflict("posts.stale", "it was taken back in the meantime")
    context.emit(PollVoteRetracted(post=post.id))
    return poll_of(context, post.id)


@posts.handles(ClosePoll)
def close_poll(context: Context, command: ClosePoll) -> Poll:
    """Now."""
    post = context.get(Post, command.post, need="posts.create_poll")
    poll_of(context, post.id)
    closed = context.rows(sql.CLOSE, post=post.id, now=context.now)
    if not closed:
        raise _closed()
    context.emit(PollClosed(post=post.id, ballot_count=closed[0][0]))
    return poll_of(context, post.id)


def _check(context: Context, command: CreatePoll) -> None:
    faults = []
    if len(command.choices) not in _CHOICES:
        faults.append(FieldError("choices", "wrong_count", "give 2 to 20 choices"))
    if len({label.strip().casefold() for label in command.choices}) != len(command.choices):
        faults.append(FieldError("choices", "duplicate", "give each choice once"))
    if not 1 <= command.max_choices <= max(len(command.choices), 1):
        faults.append(
            FieldError("max_choices", "out_of_range", "allow at least one choice, and no more than there are")
        )
    if command.closes_at is not None and command.closes_at <= context.now:
        faults.append(FieldError("closes_at", "too_early", "give a time in the future"))
    if faults:
        raise Invalid(faults)


def _open_poll(context: Context, post: PostId) -> Poll:
    poll = poll_of(context, post)
    if poll.closed_at is not None:
        raise _closed()
    return poll


def _chosen(poll: Poll, choices: tuple[int, ...]) -> set[int]:
    chosen = set(choices)
    if not chosen <= {choice.number for choice in poll.choices}:
        raise Invalid.field(
            "choices", "unknown_choice", f"choose among the numbers 0 to {len(poll.choices) - 1}"
        )
    if not 1 <= len(chosen) <= poll.max_choices:
        raise Invalid.field("choices", "wrong_count", f"choose 1 to {poll.max_choices}")
    return chosen


def _has_ballot(context: Context, post: PostId) -> bool:
    return context.one(sql.HAS_BALLOT, post=post, me=context.member) is not None


def _votes(context: Context, post: PostId) -> set[int]:
    return {choice for (choice,) in context.rows(sql.VOTES_OF, post=post, me=context.member)}


def _replace_votes(
    context: Context, post: PostId, member: MemberId, before: set[int], after: set[int]
) -> None:
    """The votes of a ballot that is held, and their counts, in one order."""
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
