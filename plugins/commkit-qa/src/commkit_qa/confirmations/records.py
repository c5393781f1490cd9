"""A member's word that an answer worked, and how many there are."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Person, Plain

Version = Annotated[str, Plain(max=100, multiline=False)]
"""A version of software, as `VersionField` takes it."""


@frozen
class Confirmation:
    """That an answer worked for a member; one each.

    Attributes:
        answer: The answer.
        member: Whom it helped.
        version: With which version it worked; None where they did not say.
        at: When they said so, or last gave another version.
    """

    answer: PostId
    member: Annotated[MemberId, Person()]
    version: Version | None
    at: datetime


@frozen
class AnswerConfirmations:
    """How many members an answer helped, as far as they said so.

    Attributes:
        answer: The answer.
        count: Members whom it helped; the sample size of nothing: who was not helped says nothing here.
        by_asker: Whether the asker is one of them.
        last_at: When the last of them said so.
    """

    answer: PostId
    count: int
    by_asker: bool
    last_at: datetime
