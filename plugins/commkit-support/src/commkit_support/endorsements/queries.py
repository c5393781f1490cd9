"""How endorsements are read, and what pages mark endorsed answers with."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context
from commkit.posts import Post
from commkit_support.endorsements import statements as sql
from commkit_support.endorsements.feature import endorsement_feature
from commkit_support.endorsements.messages import ListEndorsements
from commkit_support.endorsements.records import Endorsement


@endorsement_feature.handles(ListEndorsements)
def list_endorsements(context: Context, query: ListEndorsements) -> tuple[Endorsement, ...]:
    """Load the answer, which checks that the actor may see it, then its endorsements."""
    answer = context.get(Post, query.answer)
    return tuple(context.rows(sql.OF_ANSWER, answer=answer.id))


@endorsement_feature.marks(Post)
def mark_endorsed(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Answers that somebody endorsed; and those that staff did."""
    return {
        answer: ("endorsed", "endorsed_by_staff") if by_staff else ("endorsed",)
        for answer, by_staff in context.rows(sql.MARKS, answers=list(ids))
    }
