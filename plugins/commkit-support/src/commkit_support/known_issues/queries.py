"""How known issues are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Description, Page
from commkit.posts import Post
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_support.known_issues import statements as sql
from commkit_support.known_issues.feature import known_issue_feature
from commkit_support.known_issues.handlers import issue_of
from commkit_support.known_issues.messages import (
    ListKnownIssues,
    ListLinkedQuestions,
    ReadIssueOfQuestion,
    ReadKnownIssue,
)
from commkit_support.known_issues.records import KnownIssue

_BY_ID = keyset(UUID, of="support.linked_questions")


@known_issue_feature.describes(KnownIssue)
def describe_known_issues(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A known issue is called by its title."""
    if not context.can("support.read_known_issues"):
        return {}
    return {id: Description(title, status) for id, title, status in context.rows(sql.NAMES, ids=list(ids))}


@known_issue_feature.handles(ReadKnownIssue)
def read_known_issue(context: Context, query: ReadKnownIssue) -> KnownIssue:
    """Load it."""
    return context.get(KnownIssue, query.issue)


@known_issue_feature.handles(ListKnownIssues)
def list_known_issues(context: Context, query: ListKnownIssues) -> Page[KnownIssue]:
    """One statement."""
    return sql.ISSUES.read_page(context, after=query.after, limit=query.limit)


@known_issue_feature.handles(ListLinkedQuestions)
def list_linked_questions(context: Context, query: ListLinkedQuestions) -> Page[Post]:
    """The issue, then one statement."""
    issue = context.get(KnownIssue, query.issue)
    limit = page_size(query.limit)
    cursors = _BY_ID.within(issue.id)
    (after,) = cursors.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.LINKED, issue=issue.id, after=after, size=limit + 1)
    return cursors.page(rows, limit, lambda row: (row.id,))


@known_issue_feature.handles(ReadIssueOfQuestion)
def read_issue_of_question(context: Context, query: ReadIssueOfQuestion) -> KnownIssue | None:
    """The question, which checks that the actor may see it, then its issue."""
    found = issue_of(context, context.get(Post, query.question).id)
    return None if found is None else context.get(KnownIssue, found.issue)
