"""How canonical answers are read, and what views say of them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post
from commkit.statistics import share_of
from commkit.storage import EARLIEST, FIRST_ID, keyset, page_size
from commkit_qa.canonical import statements as sql
from commkit_qa.canonical.feature import canonical_feature
from commkit_qa.canonical.messages import ListCanonical, ListCanonicalHistory, ReadCanonicalNumbers
from commkit_qa.canonical.records import Canonical, CanonicalNumbers
from commkit_qa.policy import question_kinds

_STANDING = keyset(UUID, of="qa.canonical")
_HISTORY = keyset(UUID, of="qa.canonical_history")


@canonical_feature.handles(ListCanonical)
def list_canonical(context: Context, query: ListCanonical) -> Page[Canonical]:
    """The page of the community."""
    limit = page_size(query.limit)
    (after,) = _STANDING.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _STANDING.page(rows, limit, lambda found: (found.id,))


@canonical_feature.handles(ListCanonicalHistory)
def list_canonical_history(context: Context, query: ListCanonicalHistory) -> Page[Canonical]:
    """Load the question, which checks that the actor may see it, then the page."""
    question = context.get(Post, query.question).id
    limit, cursors = page_size(query.limit), _HISTORY.within(question)
    (after,) = cursors.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.HISTORY, question=question, after=after, size=limit + 1)
    return cursors.page(rows, limit, lambda found: (found.id,))


@canonical_feature.handles(ReadCanonicalNumbers)
def read_canonical_numbers(context: Context, query: ReadCanonicalNumbers) -> CanonicalNumbers:
    """Two statements: the questions of the period, and what stands."""
    ((asked, served, duplicates, sent, answered, accepted),) = context.rows(
        sql.NUMBERS, kinds=list(question_kinds(context.community_type)), since=query.since or EARLIEST
    )
    ((standing,),) = context.rows(sql.COUNT)
    return CanonicalNumbers(
        questions=share_of(served, asked),
        duplicates=share_of(sent, duplicates),
        answered=share_of(accepted, answered),
        canonical=standing,
    )


@canonical_feature.marks(Post)
def mark_canonical_posts(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """`qa.canonical` on the answer, and `qa.canonical_question` on its question."""
    if not context.can("qa.read_canonical"):
        return {}
    found: dict[UUID, tuple[str, ...]] = {}
    for question, answer, _ in context.rows(sql.AMONG, posts=list(ids)):
        found[question] = ("canonical_question",)
        found[answer] = ("canonical",)
    return found


@canonical_feature.leads(Post)
def lead_with_canonical(context: Context, id: UUID) -> Iterable[UUID]:
    """The page of a question shows its canonical answer first."""
    if not context.can("qa.read_canonical"):
        return ()
    return [answer for question, answer, _ in context.rows(sql.AMONG, posts=[id]) if question == id]


def canonical_subjects(context: Context, questions: Sequence[UUID]) -> Mapping[UUID, str]:
    """For what some questions are the canonical ones, where they are and the reader may know: one statement."""
    if not questions or not context.can("qa.read_canonical"):
        return {}
    return {question: subject for question, _, subject in context.rows(sql.AMONG, posts=list(questions))}
