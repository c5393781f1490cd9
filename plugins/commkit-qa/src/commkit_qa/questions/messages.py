"""The commands about questions."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Text
from commkit.posts import Post, PostId

Reason = Annotated[str, Text(max=2_000)]
Body = Annotated[str, Text(max=40_000)]


@frozen
class AcceptAnswer(Command[Post]):
    """Mark a reply as the answer to its question, by the asker or staff. Accepting it twice changes nothing.

    Raises:
        NotFound: There is no such question or answer for this actor.
        Invalid: It is not a question, or the reply is not an answer to it.
        Conflict: Another answer is accepted, or one of the two was removed.
    """

    permission = "qa.accept"

    question: PostId
    answer: PostId


@frozen
class ReopenQuestion(Command[Post]):
    """Open a solved or closed question again, by the asker or staff; no answer is accepted any more.

    Attributes:
        question: The question.
        reason: Published as a comment, unless it is empty.

    Raises:
        Conflict: It is neither solved nor closed, or was removed.
    """

    permission = "qa.reopen"
    personal = ("reason",)

    question: PostId
    reason: Annotated[str, Text(max=2_000, min=0)] = ""


@frozen
class CloseQuestion(Command[Post]):
    """Close a question without an accepted answer, by the asker or staff, with a reason.

    Attributes:
        question: The question.
        reason: Published as a comment.

    Raises:
        Conflict: It is solved or closed already, or was removed.
    """

    permission = "qa.close"
    personal = ("reason",)

    question: PostId
    reason: Reason


@frozen
class RequestInformation(Command[Post]):
    """Ask the asker for more, in a comment. The question waits for them, its clock pauses until they reply.

    Raises:
        Conflict: It is solved or closed, or was removed.
    """

    permission = "qa.request_information"
    creates = True
    personal = ("body",)

    question: PostId
    body: Body
