"""What the worker does for issues: it asks the tracker, and tells threads and people what came of it."""

from uuid import UUID

from commkit import Conflict, Delivery
from commkit.notifications import notify
from commkit.posts import Post, PostId
from commkit.storage import FIRST_ID
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.facts import (
    FixAsked,
    FixConfirmed,
    IssueAsked,
    IssueChanged,
    IssueFailed,
    IssueLinked,
)
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.jobs import TellThread
from commkit_developer.tracker.messages import RecordIssue, RecordIssueFailed
from commkit_developer.tracker.ports import IssueTracker, TrackerRefused
from commkit_developer.tracker.records import FixVerdict, Issue, IssueDraft, IssueSnapshot, IssueState

BATCH_SIZE = 50
"""Threads that one delivery tells, each in a transaction of its own."""

_STALE = "posts.stale"
_LONGEST_REASON = 500


@tracker_feature.subscribes_to(IssueAsked)
def ask_tracker(delivery: Delivery, fact: IssueAsked) -> None:
    """Have it open the issue, or tell of it, outside any transaction and always under one id; record what it says."""
    with delivery.context(read_only=True) as context:
        asked = context.get(Issue, fact.issue)
    if asked.state is IssueState.FAILED:
        return
    tracker = delivery.port(IssueTracker)
    try:
        snapshot = _snapshot(tracker, asked)
    except TrackerRefused as refusal:
        _fail(delivery, asked, refusal.message)
        return
    except Exception as error:
        if delivery.last:
            _fail(delivery, asked, f"the issue tracker did not answer ({type(error).__name__})")
        raise
    try:
        with delivery.context() as context:
            context.do(
                RecordIssue(
                    key=snapshot.key,
                    url=snapshot.url,
                    title=snapshot.title,
                    state=snapshot.state,
                    release=snapshot.release,
                    private=snapshot.private,
                    revision=snapshot.revision,
                    request=asked.id,
                )
            )
    except Conflict as error:
        if error.code != "developer.another_issue":
            raise
        _fail(delivery, asked, error.message)


def _snapshot(tracker: IssueTracker, asked: Issue) -> IssueSnapshot:
    if asked.key:
        return tracker.read(asked.key)
    return tracker.open(IssueDraft(asked.title, asked.body), request=str(asked.id))


def _fail(delivery: Delivery, asked: Issue, reason: str) -> None:
    with delivery.context() as context:
        context.do(RecordIssueFailed(asked.id, reason[:_LONGEST_REASON]))


@tracker_feature.subscribes_to(IssueChanged)
def tell_threads(delivery: Delivery, fact: IssueChanged) -> None:
    """Tell the first batch of threads, and forward to a delivery for each further one; who heard it is passed over."""
    after = UUID(delivery.target) if delivery.target else FIRST_ID
    first = _untold(delivery, fact, after)
    batch = first
    while not delivery.target and len(batch) == BATCH_SIZE:
        delivery.forward([str(batch[-1])])
        batch = _untold(delivery, fact, batch[-1])
    for question in first:
        _tell(delivery, question)


def _untold(delivery: Delivery, fact: IssueChanged, after: UUID) -> list[PostId]:
    with delivery.context(read_only=True) as context:
        rows = context.rows(sql.UNTOLD, issue=fact.issue, after=after, size=BATCH_SIZE)
    return [PostId(question) for (question,) in rows]


@tracker_feature.subscribes_to(IssueLinked)
def tell_linked_thread(delivery: Delivery, fact: IssueLinked) -> None:
    """Tell a thread of an issue that is known already; of a new one it hears with all others."""
    _tell(delivery, fact.question)


def _tell(delivery: Delivery, question: PostId) -> None:
    try:
        with delivery.context() as context:
            context.do(TellThread(question))
    except Conflict as refusal:
        if refusal.code == _STALE:
            raise
        with delivery.context() as context:  # nobody can reply there
            context.do(TellThread(question, silently=True))


@tracker_feature.subscribes_to(FixAsked)
def notify_asker(delivery: Delivery, fact: FixAsked) -> None:
    """Notify who asked the question."""
    with delivery.context(once=True) as context:
        notify(context, "developer.fix_asked", (fact.asker,), record=Post.__name__, object=fact.question)


@tracker_feature.subscribes_to(FixConfirmed)
def tell_verdict(delivery: Delivery, fact: FixConfirmed) -> None:
    """Tell the tracker, outside any transaction and always under the id of the reply that asked."""
    with delivery.context(read_only=True) as context:
        issue = context.get(Issue, fact.issue)
    verdict = FixVerdict(fact.release, fact.works)
    try:
        delivery.port(IssueTracker).tell_verdict(issue.key, verdict, request=str(fact.answer))
    except TrackerRefused:
        return  # It has no place for this. Nobody waits for it: the thread shows what was said.


@tracker_feature.subscribes_to(IssueFailed)
def notify_who_asked(delivery: Delivery, fact: IssueFailed) -> None:
    """Notify who wanted the issue."""
    with delivery.context(once=True) as context:
        notify(context, "developer.issue_failed", (fact.asked_by,), record=Issue.__name__, object=fact.issue)
