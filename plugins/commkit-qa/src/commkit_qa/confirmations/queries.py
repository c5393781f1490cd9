"""How confirmations are read, and what views say of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_qa.confirmations import statements as sql
from commkit_qa.confirmations.feature import confirmation_feature
from commkit_qa.confirmations.messages import CountConfirmations, ListConfirmations
from commkit_qa.confirmations.records import AnswerConfirmations, Confirmation

_BY_MEMBER = keyset(UUID, of="qa.confirmations")


@confirmation_feature.handles(ListConfirmations)
def list_confirmations(context: Context, query: ListConfirmations) -> Page[Confirmation]:
    """Load the answer, which checks that the actor may see it, then the page."""
    answer = context.get(Post, query.answer).id
    limit, cursors = page_size(query.limit), _BY_MEMBER.within(answer)
    (after,) = cursors.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.PAGE, answer=answer, after=after, size=limit + 1)
    return cursors.page(rows, limit, lambda found: (found.member,))


@confirmation_feature.handles(CountConfirmations)
def count_confirmations(context: Context, query: CountConfirmations) -> tuple[AnswerConfirmations, ...]:
    """One statement for all answers."""
    return tuple(context.rows(sql.COUNTS, answers=list(query.answers))) if query.answers else ()


@confirmation_feature.marks(Post)
def mark_confirmed(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """`qa.confirmed`, and `qa.confirmed_by_asker` where the asker is among those whom an answer helped."""
    if not context.can("qa.read_confirmations"):
        return {}
    return {
        found.answer: ("confirmed", "confirmed_by_asker") if found.by_asker else ("confirmed",)
        for found in context.rows(sql.COUNTS, answers=list(ids))
    }
