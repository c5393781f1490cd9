"""How polls are opened, voted in and closed: one ballot for each member, decided by its primary key."""

from uuid import UUID

from attrs import evolve

from commkit.posts.feature import posts
from commkit.posts.polls import statements as sql
from commkit.posts.polls.messages import (
    ClosePoll,
    CreatePoll,
    ExpirePoll,
    ListPollVoters,
    PollClosed,
    PollCreated,
    PollVoteCast,
    PollVoteRetracted,
    ReadPoll,
    RetractPollVote,
    VoteInPoll,
)
from commkit.posts.polls.records import Poll, PollVoter
from commkit.posts.records import Post, PostId
from commkit.posts.statements import FIRST
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, FieldError, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_CHOICES = range(2, 21)


@posts.handles(CreatePoll)
def create_poll(session: Session, command: CreatePoll) -> Poll:
    """The poll and its choices; the host is to tell when its time comes."""
    post = session.get(Post, command.post, need="posts.create_poll")
    _check(session, command)
    if not session.run(
        sql.ADD,
        command,
        post=post.id,
        created_by=session.member_or_none,
        created_at=session.now,
        closed_at=None,
        ballot_count=0,
    ):
        raise Conflict("posts.poll_exists", "this post has a poll already")
    session.run_many(
        sql.ADD_CHOICE,
        [
            {
                "post": post.id,
                "number": number,
                "created_by": session.member_or_none,
                "label": label,
                "vote_count": 0,
            }
            for number, label in enumerate(command.choices)
        ],
    )
    if command.closes_at is not None:
        schedule_command(session, ExpirePoll(post.id), at=command.closes_at, as_system=True)
    session.emit(PollCreated(post=post.id))
    return _poll(session, post.id)


@posts.handles(VoteInPoll)
def vote_in_poll(session: Session, command: VoteInPoll) -> Poll:
    """The poll is held first, so that its end, and whoever votes at the same time, take turns."""
    post = session.get(Post, command.post)
    poll = _open_poll(session, post.id)
    chosen = _chosen(poll, command.choices)
    if not poll.changeable and _has_ballot(session, post.id):
        raise _already_voted()
    if not session.run(sql.COUNT_BALLOT, post=post.id, change=0, now=session.now):
        raise _closed()
    if session.run(sql.ADD_BALLOT, post=post.id, member=session.member, at=session.now):
        session.run(sql.COUNT_BALLOT, post=post.id, change=1, now=session.now)
    elif poll.changeable:
        session.run(sql.TOUCH_BALLOT, post=post.id, me=session.member, now=session.now)
    else:
        raise _already_voted()  # by another request of theirs, just now
    before = _votes(session, post.id)
    _replace_votes(session, post.id, session.member, before, chosen)
    session.emit(PollVoteCast(post=post.id))
    return _poll(session, post.id)


@posts.handles(RetractPollVote)
def retract_poll_vote(session: Session, command: RetractPollVote) -> Poll:
    """The ballot and what it named."""
    post = session.get(Post, command.post)
    poll = _open_poll(session, post.id)
    if not poll.changeable:
        raise _already_voted()
    if not _has_ballot(session, post.id):
        return poll
    if not session.run(sql.COUNT_BALLOT, post=post.id, change=-1, now=session.now):
        raise _closed()
    _replace_votes(session, post.id, session.member, _votes(session, post.id), set())
    if not session.run(sql.DELETE_BALLOT, post=post.id, me=session.member):
        raise Conflict("posts.stale", "it was taken back in the meantime")
    session.emit(PollVoteRetracted(post=post.id))
    return _poll(session, post.id)


@posts.handles(ClosePoll)
def close_poll(session: Session, command: ClosePoll) -> Poll:
    """Now."""
    post = session.get(Post, command.post, need="posts.create_poll")
    _poll(session, post.id)
    closed = session.rows(sql.CLOSE, post=post.id, now=session.now)
    if not closed:
        raise _closed()
    session.emit(PollClosed(post=post.id, ballot_count=closed[0][0]))
    return _poll(session, post.id)


@posts.handles(ExpirePoll)
def expire_poll(session: Session, command: ExpirePoll) -> bool:
    """At its own time, unless somebody closed it before."""
    closed = session.rows(sql.EXPIRE, post=command.post, now=session.now)
    for (ballots,) in closed:
        session.emit(PollClosed(post=command.post, ballot_count=ballots))
    return bool(closed)


@posts.handles(ReadPoll)
def read_poll(session: Session, query: ReadPoll) -> Poll:
    """Of a post the actor may see."""
    return _poll(session, session.get(Post, query.post).id)


@posts.handles(ListPollVoters)
def list_poll_voters(session: Session, query: ListPollVoters) -> Page[PollVoter]:
    """By member, so that the order tells nothing."""
    post = session.get(Post, query.post)
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else FIRST
    choice = query.choice if query.choice in range(_CHOICES.stop) else -1
    rows = session.rows(
        sql.VOTERS,
        post=post.id,
        choice=choice,
        after=after,
        size=limit + 1,
        me=session.member_or_none,
        now=session.now,
    )
    return cut(rows, limit, lambda voter: voter.member.bytes)


def _check(session: Session, command: CreatePoll) -> None:
    faults = []
    if len(command.choices) not in _CHOICES:
        faults.append(FieldError("choices", "wrong_count", "give 2 to 20 choices"))
    if len({label.strip().casefold() for label in command.choices}) != len(command.choices):
        faults.append(FieldError("choices", "duplicate", "give each choice once"))
    if not 1 <= command.max_choices <= max(len(command.choices), 1):
        faults.append(
            FieldError("max_choices", "out_of_range", "allow at least one choice, and no more than there are")
        )
    if command.closes_at is not None and command.closes_at <= session.now:
        faults.append(FieldError("closes_at", "too_early", "give a time to come"))
    if faults:
        raise Invalid(faults)


def _poll(session: Session, post: PostId) -> Poll:
    me, now = session.member_or_none, session.now
    found = session.one(sql.ONE, post=post, now=now)
    if found is None:
        raise NotFound("posts.not_found", "this post has no poll")
    return evolve(found, choices=tuple(session.rows(sql.CHOICES, post=post, me=me, now=now)))


def _open_poll(session: Session, post: PostId) -> Poll:
    poll = _poll(session, post)
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


def _has_ballot(session: Session, post: PostId) -> bool:
    return session.one(sql.HAS_BALLOT, post=post, me=session.member) is not None


def _votes(session: Session, post: PostId) -> set[int]:
    return {choice for (choice,) in session.rows(sql.VOTES_OF, post=post, me=session.member)}


def _replace_votes(
    session: Session, post: PostId, member: MemberId, before: set[int], after: set[int]
) -> None:
    """The votes of a ballot that is held, and their counts, in one order."""
    changes = sorted([(choice, -1) for choice in before - after] + [(choice, 1) for choice in after - before])
    session.run_many(
        sql.COUNT_VOTE, [{"post": post, "choice": choice, "change": change} for choice, change in changes]
    )
    if before:
        session.run(sql.DELETE_VOTES, post=post, me=member)
    session.run_many(
        sql.ADD_VOTE, [{"post": post, "choice": choice, "member": member} for choice in sorted(after)]
    )


def _closed() -> Conflict:
    return Conflict("posts.poll_closed", "this poll is closed")


def _already_voted() -> Conflict:
    return Conflict("posts.already_voted", "you have voted, and this poll allows no change")
