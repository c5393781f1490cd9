"""The messages about endorsements."""

from attrs import frozen

from commkit import Command, Query
from commkit.posts import PostId
from commkit_support.endorsements.records import Endorsement


@frozen
class EndorseAnswer(Command[Endorsement]):
    """Stand by an answer of somebody else: its page says so. Once for each member; again, it changes nothing.

    Staff may, and experts: members who wrote as many accepted answers to questions with a tag of this one as the
    settings ask for.

    Raises:
        Invalid: The post is no answer to a question.
        Denied: It is one's own answer, or one is neither staff nor an expert here.
        Conflict: It was removed.
    """

    permission = "support.endorse"

    answer: PostId


@frozen
class WithdrawEndorsement(Command[None]):
    """Stand by an answer no longer; nothing changes where one did not."""

    permission = "support.withdraw_endorsement"
    withdraws = True

    answer: PostId


@frozen
class ListEndorsements(Query[tuple[Endorsement, ...]]):
    """Who stands by an answer, staff ahead, at most 100."""

    permission = "support.read_endorsements"
    granted_to = "visitor"

    answer: PostId
