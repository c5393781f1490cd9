"""The worker's own command: to tell one thread what is new about its issue."""

from attrs import field, frozen

from commkit import Command, Context, PostKind
from commkit.posts import CreateReply, Post, PostId, set_accepted_answer
from commkit_developer.closing import statements as closing_sql
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.facts import FixAsked
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.handlers import ask_no_more
from commkit_developer.tracker.policy import (
    TRACKED,
    asks_for_confirmation,
    comment_of,
    opens_again,
    status_message,
)
from commkit_developer.tracker.records import Issue, IssueState, ThreadLink
from commkit_qa import CLOSED, WAITING, perform_reopen, question_kind


@frozen
class TellThread(Command[bool]):
    """Tell a thread how its issue stands, in the name of the community; sent as `SYSTEM`, and once for each change.

    Attributes:
        question: The question that opens the thread.
        silently: Whether nothing is published, where nobody can reply.

    Returns:
        Whether there was anything that the thread had not heard.
    """

    permission = "developer.tell_threads"
    personal = ()

    question: PostId
    silently: bool = field(default=False, kw_only=True)


@tracker_feature.handles(TellThread)
def tell_thread(context: Context, command: TellThread) -> bool:
    """Note that it was told, which one of several workers does; then publish the message, and open what it concerns."""
    link: ThreadLink | None = context.one(sql.LINK, question=command.question)
    if link is None:
        return False
    issue = context.get(Issue, link.issue)
    if not context.run(sql.SET_TOLD, question=link.question, news=issue.news):
        return False
    question = context.get(Post, link.question)
    kind = question_kind(context.community_type, question.kind)
    if command.silently or kind is None or question.removed_at is not None or question.locked_at is not None:
        return True
    _tell(context, question, kind, issue, link)
    return True


def _tell(context: Context, question: Post, kind: PostKind, issue: Issue, link: ThreadLink) -> None:
    tracked = _is_closed_as_tracked(context, question)
    asks = asks_for_confirmation(question, issue, closed_as_tracked=tracked)
    if tracked and opens_again(issue, link):
        question = perform_reopen(context, question)
    reply = context.do(
        CreateReply(
            question.id,
            status_message(issue, link, asks=asks),
            kind=kind.awaits if asks else comment_of(kind),
        )
    )
    question = context.get(Post, question.id)
    if asks:
        context.run(sql.SET_ANSWER, question=question.id, new_answer=reply.id)
        if question.state != WAITING:
            set_accepted_answer(context, question, question.answer, state=WAITING)
        context.emit(FixAsked(question=question.id, asker=question.author, answer=reply.id))
    elif issue.state is not IssueState.RELEASED:
        ask_no_more(context, question, link)


def _is_closed_as_tracked(context: Context, question: Post) -> bool:
    """Whether it was closed because it is about an issue, and not for anything else."""
    if question.state != CLOSED:
        return False
    closure = context.one(closing_sql.CLOSURE, question=question.id)
    return closure is not None and closure.reason == TRACKED
