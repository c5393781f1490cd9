"""Commands and queries of polls."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit.posts.polls.records import Poll, PollVoter, ResultVisibility
from commkit.posts.records import PostId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

Question = Annotated[str, Text(max=300, multiline=False)]

Label = Annotated[str, Text(max=200, multiline=False)]


@frozen(kw_only=True)
class CreatePoll(TextCommand[Poll]):
    """Add a poll to a post; a post has one at most.

    Attributes:
        post: The post.
        question: The question, one line.
        choices: The labels of the choices, 2 to 20, each once.
        max_choices: Choices of a ballot, at most; 1 for a single choice.
        closes_at: When it closes by itself; by default it is closed by a command.
        result_visibility: Who sees the results before it is closed.
        changeable: Whether a vote can be changed and retracted.
        public: Whether everybody sees who voted for what; by default nobody does.

    Raises:
        Conflict: The post has a poll already.
        Invalid: The number of choices is not allowed, or the end is past.
    """

    permission = "posts.create_poll"
    shown = ("question", "choices")
    personal = ("question", "choices")

    post: PostId
    question: Question
    choices: tuple[Label, ...]
    max_choices: int = 1
    closes_at: datetime | None = None
    result_visibility: ResultVisibility = ResultVisibility.ALWAYS
    changeable: bool = True
    public: bool = False


@frozen
class VoteInPoll(Command[Poll]):
    """Vote in a poll; again, to change the vote, if the poll allows that.

    Nothing but the list of voters of a public poll tells who voted: beside a running count it would tell for what.

    Attributes:
        post: The post of the poll.
        choices: The numbers of the chosen choices, from 0.

    Raises:
        NotFound: There is no such poll for this actor.
        Conflict: It is closed, or the actor has voted and it allows no change.
        Invalid: There is no such choice, or there are too many.
    """

    permission = "posts.vote_in_poll"
    discreet = True

    post: PostId
    choices: tuple[int, ...]


@frozen
class RetractPollVote(Command[Poll]):
    """Retract the actor's vote; without one, nothing changes.

    Raises:
        Conflict: The poll is closed, or allows no change.
    """

    permission = "posts.vote_in_poll"
    when_ended = True
    discreet = True

    post: PostId


@frozen
class ClosePoll(Command[Poll]):
    """Close a poll.

    Raises:
        Conflict: It is closed already.
    """

    permission = "posts.create_poll"

    post: PostId


@frozen
class ReadPoll(Query[Poll]):
    """Read the poll of a post, with its results if the actor may see them.

    Raises:
        NotFound: There is no such poll for this actor.
    """

    permission = "posts.read"

    post: PostId


@frozen
class ListPollVoters(Query[Page[PollVoter]]):
    """List who voted for a choice; empty if the poll is not public, or the actor may not see its results yet."""

    permission = "posts.read"
    personal = ()

    post: PostId
    choice: int
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
