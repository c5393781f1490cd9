"""Duplicates of another system: confirmed there, so confirmed here, without a word to anybody."""

from collections.abc import Sequence

from commkit import Conflict, Context, Invalid, NotFound
from commkit.importers import ImportedLink
from commkit.posts import Post, set_accepted_answer
from commkit_qa.duplicates import statements as sql
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.duplicates.handlers import root_in
from commkit_qa.duplicates.policy import check_pair
from commkit_qa.duplicates.records import DuplicateMark, DuplicateState
from commkit_qa.policy import CLOSED, SOLVED


@duplicate_feature.imports(ImportedLink)
def take_duplicates(context: Context, links: Sequence[ImportedLink]) -> list[str]:
    """Confirm each that is a duplicate of another question, one after the other: chains lead to their ends."""
    return [_take(context, link) for link in links]


def _take(context: Context, link: ImportedLink) -> str:
    """Why a link becomes no duplicate; empty where it does."""
    if link.kind != "duplicate":
        return "no duplicate"
    try:
        question, of = context.get(Post, link.post), context.get(Post, link.related)
        check_pair(context.community_type, question, of)
    except Invalid:
        return "no two questions"
    except (NotFound, Conflict):
        return "removed"
    if context.one(sql.CONFIRMED, question=question.id) is not None:
        return "a duplicate already"
    root = root_in(context, of.id)
    if root == question.id:
        return "a circle of duplicates"
    context.rows(sql.LOCK, posts=[question.id, root])
    mark = DuplicateMark(
        question=question.id,
        of=of.id,
        root=root,
        state=DuplicateState.CONFIRMED,
        proposed_by=None,
        proposed_at=link.at,
        settled_by=None,
        settled_at=link.at,
    )
    if not context.run(sql.ADD, mark):
        return "marked here already"
    context.run(sql.LEAD_ON, seen_root=question.id, new_root=root)
    if question.state not in (SOLVED, CLOSED):  # as confirming does: what is open cannot be opened again
        set_accepted_answer(context, question, None, state=CLOSED)
    return ""
