"""What happens to canonical answers."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_qa.canonical.records import CanonicalId, WithdrawalCause


@frozen
class CanonicalMarked(Fact):
    """An answer is the canonical one for a subject now.

    Attributes:
        canonical: The mark.
        question: The question.
        answer: The answer.
        asker: Who asked.
        answerer: Who wrote the answer.
    """

    name = "qa.canonical_marked"
    visible_to = "qa.read_canonical"
    canonical: CanonicalId
    question: PostId
    answer: PostId
    asker: MemberId | None
    answerer: MemberId | None


@frozen
class CanonicalMoved(Fact):
    """A canonical answer was moved to another question, and is the canonical one there.

    Attributes:
        canonical: The mark.
        question: The question that it answers now.
        before: The question that it answered before.
        answer: The answer.
    """

    name = "qa.canonical_moved"
    visible_to = "qa.read_canonical"
    canonical: CanonicalId
    question: PostId
    before: PostId
    answer: PostId


@frozen
class CanonicalWithdrawn(Fact):
    """An answer is not the canonical one any more.

    Attributes:
        canonical: The mark.
        question: The question.
        answer: The answer.
        answerer: Who wrote the answer; None where that is not known any more.
        cause: Why.
    """

    name = "qa.canonical_withdrawn"
    visible_to = "qa.read_canonical"
    canonical: CanonicalId
    question: PostId
    answer: PostId
    answerer: MemberId | None
    cause: WithdrawalCause
