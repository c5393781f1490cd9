"""How questions are linked to issues, and how askers answer whether a release works for them."""

from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, Denied
from commkit.posts import Post, PostId, set_accepted_answer
from commkit_developer.tables import issue
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.facts import FixConfirmed, IssueAsked, IssueLinked, IssueUnlinked
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.messages import ConfirmFix, LinkIssue, OpenIssue, RefreshIssue, UnlinkIssue
from commkit_developer.tracker.policy import is_asked
from commkit_developer.tracker.ports import IssueTracker
from commkit_developer.tracker.queries import thread_issue
from commkit_developer.tracker.records import Issue, IssueId, IssueState, ThreadIssue, ThreadLink
from commkit_qa import OPEN, SOLVED, WAITING, AcceptAnswer, require_question


@tracker_feature.loads(Issue, table=issue)
def fetch_issue(context: Context, id: UUID) -> Issue | None:
    """The issue with this id, for whom the tracker does not hide it from."""
    return context.one(sql.ONE, id=id)


@tracker_feature.handles(OpenIssue)
def open_issue(context: Context, command: OpenIssue) -> ThreadIssue:
    """Add an issue without a key, and link it; the worker has the tracker open it."""
    question = context.get(Post, command.question)
    require_question(context.community_type, question)
    _tracker(context)
    made = _new_issue(context, key="", title=command.title, body=command.body)
    context.run(sql.ADD, made)
    link = ThreadLink(question.id, made.id, context.member_or_none, context.now, 0, None, None, None)
    if not context.run(sql.ADD_LINK, link):
        raise _linked_already()
    context.emit(IssueLinked(question=question.id, issue=made.id))
    context.emit(IssueAsked(issue=made.id))
    return thread_issue(context, link, made)


@tracker_feature.handles(LinkIssue)
def link_issue(context: Context, command: LinkIssue) -> ThreadIssue:
    """Link the issue with the key, which is known here once; of a new one the worker asks the tracker."""
    question = context.get(Post, command.question)
    require_question(context.community_type, question)
    key = _tracker(context).key_of(command.address)
    context.run(sql.ADD, _new_issue(context, key=key, title=key, body=""))
    # Locked: until the commit nobody records that the tracker has no such issue, which would take its links away.
    found = context.one(sql.LOCKED_BY_KEY, key=key)
    assert found is not None  # it was added, or was there
    link = ThreadLink(question.id, found.id, context.member_or_none, context.now, 0, None, None, None)
    if not context.run(sql.ADD_LINK, link):
        before = context.one(sql.LINK, question=question.id)
        if before is None or before.issue != found.id:
            raise _linked_already()
        return thread_issue(context, before, found)
    if found.state is IssueState.FAILED:  # it may be there by now
        found = evolve(found, state=IssueState.REQUESTED, changed_at=context.now, failure_reason="")
        context.run(sql.SAVE, **sql.save_values(found))
    context.emit(IssueLinked(question=question.id, issue=found.id))
    if found.state is IssueState.REQUESTED:
        context.emit(IssueAsked(issue=found.id))
    return thread_issue(context, link, found)


@tracker_feature.handles(UnlinkIssue)
def unlink_issue(context: Context, command: UnlinkIssue) -> None:
    """Delete the link; what the thread heard stays."""
    question = context.get(Post, command.question)
    link = context.one(sql.LINK, question=question.id)
    if link is not None and context.run(sql.DELETE_LINK, question=question.id):
        context.emit(IssueUnlinked(question=question.id, issue=link.issue))


@tracker_feature.handles(RefreshIssue)
def refresh_issue(context: Context, command: RefreshIssue) -> Issue:
    """Let the worker ask the tracker."""
    found = context.get(Issue, command.issue)
    _tracker(context)
    if not found.key or found.state is IssueState.FAILED:
        raise Conflict("developer.no_such_issue", "the tracker has no such issue; link the one that it has")
    context.emit(IssueAsked(issue=found.id))
    return found


@tracker_feature.handles(ConfirmFix)
def confirm_fix(context: Context, command: ConfirmFix) -> ThreadIssue:
    """Record the answer once; then the question is solved by the reply that asks, or open again."""
    question = context.get(Post, command.question, need="developer.confirm_fix")
    require_question(context.community_type, question)
    link = context.one(sql.LINK, question=question.id)
    if link is None or link.answer is None or not confirm(context, link, works=command.works):
        raise Conflict("developer.nothing_to_confirm", "nobody asks this; say in a reply how it stands")
    if command.works and question.state != SOLVED:
        context.do(AcceptAnswer(question.id, link.answer))
    elif question.state == WAITING and not command.works:
        set_accepted_answer(context, question, question.answer, state=OPEN)
    after = context.one(sql.LINK, question=question.id)
    assert after is not None  # this transaction has written it
    return thread_issue(context, after)


def confirm(context: Context, link: ThreadLink, *, works: bool) -> bool:
    """Record what an asker says of the release that they were asked about, and emit the fact; once for each reply."""
    answer = link.answer
    ((_, release, news),) = context.rows(sql.STATE, id=link.issue)
    if answer is None or link.told != news:  # there is a later release, about which the worker asks next
        return False
    if not context.run(sql.CONFIRM, question=link.question, answer=answer, now=context.now, new_works=works):
        return False
    context.emit(
        FixConfirmed(question=link.question, works=works, answer=answer, issue=link.issue, release=release)
    )
    return True


def ask_no_more(context: Context, question: Post, link: ThreadLink) -> None:
    """What a reply asks needs no answer any more, unless it has one; the question waits no more for it."""
    if not is_asked(link):
        return
    context.run(sql.SET_ANSWER, question=question.id, new_answer=None)
    if question.state == WAITING:
        set_accepted_answer(context, question, question.answer, state=OPEN)


def move_link(context: Context, question: PostId, into: PostId) -> None:
    """Let the thread into which a question was merged hear of its issue, unless that is about one itself."""
    link = context.one(sql.LINK, question=question)
    if link is None:
        return
    if context.one(sql.LINK, question=into) is None:
        # The reply that asks is no answer there; so the thread is told the last news again, and asked in it.
        told, answer = (0, None) if is_asked(link) else (link.told, link.answer)
        context.run(sql.MOVE_LINK, question=question, into=into, new_told=told, new_answer=answer)
        context.emit(IssueUnlinked(question=question, issue=link.issue))
        context.emit(IssueLinked(question=into, issue=link.issue))
    else:
        context.run(sql.DELETE_LINK, question=question)
        context.emit(IssueUnlinked(question=question, issue=link.issue))


def _new_issue(context: Context, *, key: str, title: str, body: str) -> Issue:
    return Issue(
        id=IssueId(context.new_id()),
        key=key,
        url="",
        title=title,
        private=True,
        state=IssueState.REQUESTED,
        release="",
        revision=0,
        news=0,
        asked_by=context.member_or_none,
        body=body,
        asked_at=context.now,
        changed_at=context.now,
        released_at=None,
        failure_reason="",
    )


def _tracker(context: Context) -> IssueTracker:
    found = context.port(IssueTracker)
    if found is None:
        raise Denied(
            "developer.no_tracker", "this community has no issue tracker; the host gives one to the plugin"
        )
    return found


def _linked_already() -> Conflict:
    return Conflict(
        "developer.linked_already", "this question is about an issue already; unlink that one first"
    )
