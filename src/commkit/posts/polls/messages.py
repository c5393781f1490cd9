"""Commands and queries of polls."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit.posts.polls.records import Poll, PollVoter, ResultVisibility
from commkit.posts.records import PostId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Question = Annotated[str, Text(max=300, lines=False)]

Label = Annotated[str, Text(max=200, lines=False)]


@frozen(kw_only=True)
class CreatePoll(Command[Poll]):
    """Hang a poll on a post; a post has one at most.

    Attributes:
        post: The post.
        question: What is asked, one line.
        choices: What can be chosen, 2 to 20, each once.
        max_choices: Choices that a ballot may name; 1 for a single choice.
        closes_at: When it closes by itself; left out, somebody closes it.
        result_visibility: When the results are seen.
        changeable: Whether a vote can be changed and taken back.
        public: Whether it is seen who voted for what; left out, nobody ever sees it.

    Raises:
        Conflict: The post has a poll already.
        Invalid: There are too few choices, or the end has passed.
    """

    permission = "posts.create_poll"
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
    """Vote in a poll; again, to vote otherwise, where the poll allows that.

    Attributes:
        post: The post of the poll.
        choices: The numbers of what is chosen.

    Raises:
        NotFound: There is no such poll for this actor.
        Conflict: It is closed, or the actor voted and it allows no change.
        Invalid: There is no such choice, or they are too many.
    """

    permission = "posts.vote_in_poll"

    post: PostId
    choices: tuple[int, ...]


@frozen
class RetractPollVote(Command[Poll]):
    """Take one's vote back; where none was given, nothing changes.

    Raises:
        Conflict: The poll is closed, or allows no change.
    """

    permission = "posts.vote_in_poll"

    post: PostId


@frozen
class ClosePoll(Command[Poll]):
    """Close a poll now.

    Raises:
        Conflict: It is closed already.
    """

    permission = "posts.create_poll"

    post: PostId


@frozen
class ReadPoll(Query[Poll]):
    """The poll of a post, with its results where the actor may see them.

    Raises:
        NotFound: There is no such poll for this actor.
    """

    permission = "posts.read"

    post: PostId


@frozen
class ListPollVoters(Query[Page[PollVoter]]):
    """Who voted for a choice; nobody is told of a poll that is not public, or whose results are not seen yet."""

    permission = "posts.read"
    personal = ()

    post: PostId
    choice: int
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
