"""How known issues are opened, told and closed."""

from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, NotFound
from commkit.posts import Post, PostId
from commkit_qa import CloseQuestion, require_question
from commkit_support.known_issues import statements as sql
from commkit_support.known_issues.facts import (
    KnownIssueOpened,
    KnownIssueUpdated,
    QuestionLinked,
    QuestionUnlinked,
)
from commkit_support.known_issues.feature import known_issue_feature
from commkit_support.known_issues.messages import (
    CloseKnownIssue,
    CloseLinkedQuestions,
    LinkQuestion,
    OpenKnownIssue,
    TellIssueStatus,
    UnlinkQuestion,
)
from commkit_support.known_issues.records import ClosedQuestions, IssueLink, KnownIssue, KnownIssueId

_LONGEST_REASON = 2_000
"""Characters of the reason of `CloseQuestion`, at most."""


@known_issue_feature.loads(KnownIssue)
def fetch_known_issue(context: Context, id: UUID) -> KnownIssue | None:
    """The known issue with this id, for all who may read them."""
    return context.one(sql.ISSUES.one, id=id) if context.can("support.read_known_issues") else None


@known_issue_feature.handles(OpenKnownIssue)
def open_known_issue(context: Context, command: OpenKnownIssue) -> KnownIssue:
    """Add it."""
    made = KnownIssue(
        id=KnownIssueId(context.new_id()),
        title=command.title,
        status=command.status,
        opened_by=context.member_or_none,
        opened_at=context.now,
        told_at=context.now,
        closed_at=None,
    )
    context.run(sql.ISSUES.add, made)
    context.emit(KnownIssueOpened(issue=made.id))
    return made


@known_issue_feature.handles(LinkQuestion)
def link_question(context: Context, command: LinkQuestion) -> IssueLink:
    """Add the link, unless the issue is closed; its lock lets nobody close it meanwhile."""
    question = context.get(Post, command.question)
    require_question(context.community_type, question)
    issue = _locked(context, command.issue, is_open=True)
    link = IssueLink(question.id, issue.id, context.member_or_none, context.now)
    if context.run(sql.ADD_LINK, link):
        context.emit(QuestionLinked(question=question.id, issue=issue.id))
        return link
    found = issue_of(context, question.id)
    if found is None or found.issue != issue.id:
        raise Conflict(
            "support.linked_already", "this question is about another known issue; unlink it first"
        )
    return found


@known_issue_feature.handles(UnlinkQuestion)
def unlink_question(context: Context, command: UnlinkQuestion) -> None:
    """Delete the link."""
    question = context.get(Post, command.question)
    found = issue_of(context, question.id)
    if found is not None and context.run(sql.DELETE_LINK, question=question.id):
        context.emit(QuestionUnlinked(question=question.id, issue=found.issue))


@known_issue_feature.handles(TellIssueStatus)
def tell_issue_status(context: Context, command: TellIssueStatus) -> KnownIssue:
    """Store the message; the worker notifies the askers."""
    issue = _locked(context, command.issue, is_open=True)
    return _tell(context, evolve(issue, status=command.status, told_at=context.now))


@known_issue_feature.handles(CloseKnownIssue)
def close_known_issue(context: Context, command: CloseKnownIssue) -> KnownIssue:
    """Store the message and the end."""
    issue = _locked(context, command.issue, is_open=True)
    return _tell(context, evolve(issue, status=command.status, told_at=context.now, closed_at=context.now))


@known_issue_feature.handles(CloseLinkedQuestions)
def close_linked_questions(context: Context, command: CloseLinkedQuestions) -> ClosedQuestions:
    """Close each by `CloseQuestion`, in the name of the actor, whose rights it asks for."""
    issue = _locked(context, command.issue, is_open=False)
    size = min(max(command.limit, 1), 100)
    found = [id for (id,) in context.rows(sql.TO_CLOSE, issue=issue.id, size=size + 1)]
    shown = context.visible_ids(Post, found[:size])
    closed = tuple(id for id in found[:size] if id in shown)
    for id in closed:
        context.do(CloseQuestion(PostId(id), _reason(issue.status)))
    return ClosedQuestions(closed, more=len(found) > size)


def issue_of(context: Context, question: PostId) -> IssueLink | None:
    """Which known issue a question is about."""
    row = context.one(sql.LINK, question=question)
    return None if row is None else IssueLink(question, *row)


def _tell(context: Context, issue: KnownIssue) -> KnownIssue:
    context.run(
        sql.TELL, issue=issue.id, new_status=issue.status, now=context.now, new_closed_at=issue.closed_at
    )
    context.emit(KnownIssueUpdated(issue=issue.id, closed=issue.closed_at is not None))
    return issue


def _locked(context: Context, id: KnownIssueId, *, is_open: bool) -> KnownIssue:
    """A known issue that is open, or that is closed, locked until the commit."""
    context.get(KnownIssue, id)
    issue = context.one(sql.LOCKED, issue=id)
    if issue is None:
        raise NotFound("support.no_known_issue", "there is no such known issue")
    if is_open and issue.closed_at is not None:
        raise Conflict("support.issue_closed", "this known issue is closed; open another one")
    if not is_open and issue.closed_at is None:
        raise Conflict("support.issue_open", "this known issue is open; close it first")
    return issue


def _reason(status: str) -> str:
    """The message as a reason of closing, which is shorter."""
    return (
        status
        if len(status) <= _LONGEST_REASON
        else status[: _LONGEST_REASON - 1] + "\N{HORIZONTAL ELLIPSIS}"
    )
