"""How issues, the issue of a thread and the numbers are read."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from commkit import Context, Description, NotFound
from commkit.fields import field_values_of
from commkit.posts import Post, PostId
from commkit.redaction import mask_addresses
from commkit.statistics import share_of
from commkit.storage import EARLIEST
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.messages import ReadIssue, ReadIssueDraft, ReadThreadIssue, ReadTrackerNumbers
from commkit_developer.tracker.policy import is_asked
from commkit_developer.tracker.records import Issue, IssueDraft, ThreadIssue, ThreadLink, TrackerNumbers
from commkit_qa import require_question

_LONGEST_TITLE, _LONGEST_BODY = 300, 20_000


@tracker_feature.handles(ReadIssue)
def read_issue(context: Context, query: ReadIssue) -> Issue:
    """Load it."""
    return context.get(Issue, query.issue)


@tracker_feature.handles(ReadThreadIssue)
def read_thread_issue(context: Context, query: ReadThreadIssue) -> ThreadIssue | None:
    """The question, which checks that the actor may see it, then its issue."""
    question = context.get(Post, query.question)
    link = context.one(sql.LINK, question=question.id)
    return None if link is None else thread_issue(context, link)


@tracker_feature.handles(ReadIssueDraft)
def read_issue_draft(context: Context, query: ReadIssueDraft) -> IssueDraft:
    """Title, text and the fields of its kind, with addresses of people masked and nobody named."""
    question = context.get(Post, query.question)
    kind = require_question(context.community_type, question)
    values = field_values_of(context, "post", [question.id]).get(question.id, {})
    said = [
        f"## {declared.label or declared.name}\n\n{values[declared.name]}"
        for declared in kind.fields
        if declared.name in values
    ]
    return IssueDraft(
        title=mask_addresses(question.title)[:_LONGEST_TITLE],
        body=mask_addresses("\n\n".join((question.body, *said)))[:_LONGEST_BODY],
    )


@tracker_feature.handles(ReadTrackerNumbers)
def read_tracker_numbers(context: Context, query: ReadTrackerNumbers) -> TrackerNumbers:
    """Count in one statement, and read the threads in the middle in another."""
    since = query.since or EARLIEST
    ((threads, issues, released, asked, answered, works),) = context.rows(sql.COUNTS, since=since)
    times = [at - asked_at for asked_at, at in context.rows(sql.MIDDLE_RELEASES, since=since)]
    return TrackerNumbers(
        threads=threads,
        issues=issues,
        released=released,
        time_to_release=sum(times, timedelta()) / len(times) if times else None,
        asked=asked,
        confirmed=share_of(works, answered),
    )


@tracker_feature.describes(Issue)
def describe_issues(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """An issue is called by its title."""
    return {id: Description(title) for id, title in context.rows(sql.NAMES, ids=list(ids))}


@tracker_feature.marks(Post)
def mark_issues(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """How the issues of questions stand: `issue_open`, `issue_released`..."""
    rows = context.rows(sql.STATES_OF, questions=list(ids))
    return {question: (f"issue_{state.value}",) for question, state in rows}


def thread_issue(context: Context, link: ThreadLink, issue: Issue | None = None) -> ThreadIssue:
    """What the actor is shown of the issue that a thread is about.

    Args:
        context: Whose eyes it is for.
        link: The link, of a question that the actor sees.
        issue: The issue as this transaction has just written it; it is read otherwise.
    """
    if issue is not None:
        state, release = issue.state, issue.release
    else:
        ((state, release, _),) = context.rows(sql.STATE, id=link.issue)
    try:
        shown = context.get(Issue, link.issue)
    except NotFound:
        shown = None
    return ThreadIssue(
        question=link.question,
        state=state,
        release=release,
        linked_at=link.linked_at,
        asks=is_asked(link),
        works=link.works,
        issue=shown,
    )
