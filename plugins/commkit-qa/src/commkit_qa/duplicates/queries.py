"""How duplicates are read, and what views say of them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post
from commkit.storage import FIRST_ID, Statement, keyset, page_size
from commkit_qa.duplicates import statements as sql
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.duplicates.messages import (
    ExplainDuplicate,
    ListDuplicateMarks,
    ListDuplicates,
    ListProposedDuplicates,
    ReadRedirects,
)
from commkit_qa.duplicates.policy import MAX_LINKS
from commkit_qa.duplicates.records import DuplicateChain, DuplicateMark, DuplicateState, Redirect

_OF_QUESTION = keyset(UUID, UUID, of="qa.duplicate_marks")
_OF_ROOT = keyset(UUID, UUID, of="qa.duplicates")
_PROPOSED = keyset(UUID, UUID, of="qa.proposed_duplicates")
_WORDS = {DuplicateState.CONFIRMED: "duplicate", DuplicateState.PROPOSED: "duplicate_proposed"}


@duplicate_feature.handles(ReadRedirects)
def read_redirects(context: Context, query: ReadRedirects) -> tuple[Redirect, ...]:
    """One statement for all questions."""
    return tuple(context.rows(sql.REDIRECTS, questions=list(query.questions))) if query.questions else ()


@duplicate_feature.handles(ExplainDuplicate)
def explain_duplicate(context: Context, query: ExplainDuplicate) -> DuplicateChain:
    """A statement for each link; chains have no circles, and are short."""
    here = question = context.get(Post, query.question).id
    marks: list[DuplicateMark] = []
    while (found := context.one(sql.LINK, question=here)) and len(marks) < MAX_LINKS:
        here, mark = found
        marks.append(mark)
    root = here if marks and here == marks[0].root else None
    return DuplicateChain(question, tuple(marks), root)


@duplicate_feature.handles(ListDuplicateMarks)
def list_duplicate_marks(context: Context, query: ListDuplicateMarks) -> Page[DuplicateMark]:
    """The page of one question."""
    question = context.get(Post, query.question).id
    return _page(context, query, _OF_QUESTION.within(question), sql.MARKS_OF_QUESTION, question=question)


@duplicate_feature.handles(ListDuplicates)
def list_duplicates(context: Context, query: ListDuplicates) -> Page[DuplicateMark]:
    """The page of one root."""
    root = context.get(Post, query.root).id
    return _page(context, query, _OF_ROOT.within(root), sql.OF_ROOT, root=root)


@duplicate_feature.handles(ListProposedDuplicates)
def list_proposed_duplicates(context: Context, query: ListProposedDuplicates) -> Page[DuplicateMark]:
    """The page of the community."""
    return _page(context, query, _PROPOSED, sql.PROPOSED)


def _page(
    context: Context,
    query: ListDuplicateMarks | ListDuplicates | ListProposedDuplicates,
    cursors: Any,
    marks: Statement[DuplicateMark],
    **values: Any,
) -> Page[DuplicateMark]:
    limit = page_size(query.limit)
    question, of = cursors.decode(query.after, default=(FIRST_ID, FIRST_ID))
    rows = context.rows(marks, after_question=question, after_of=of, size=limit + 1, **values)
    found: Page[DuplicateMark] = cursors.page(rows, limit, lambda mark: (mark.question, mark.of))
    return found


@duplicate_feature.marks(Post)
def mark_duplicates(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """`qa.duplicate` and `qa.duplicate_proposed`, where the reader may see both ends."""
    found: dict[UUID, tuple[str, ...]] = {}
    if context.can("qa.read_duplicates"):
        for question, state in context.rows(sql.STATES, questions=list(ids)):
            found[question] = (*found.get(question, ()), _WORDS[state])
    return found
