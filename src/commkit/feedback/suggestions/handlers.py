"""How suggestions are made, changed, withdrawn, replied to and moved on."""

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.facts import (
    StatusChanged,
    SuggestionAnswered,
    SuggestionEdited,
    SuggestionMade,
    SuggestionWithdrawn,
)
from commkit.feedback.suggestions.messages import (
    ChangeStatus,
    EditSuggestion,
    ReplyToSuggestion,
    Suggest,
    SuggestFor,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.policy import CLOSED, answered, moved
from commkit.feedback.suggestions.records import FeedbackStatus, StepId, Suggestion, SuggestionId
from commkit.feedback.suggestions.votes import release_budgets
from commkit.members import Membership
from commkit.posts.policy import clean_tags
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session


@feedback.loads(Suggestion, owner=lambda suggestion: suggestion.author)
def fetch_suggestion(session: Session, id: SuggestionId) -> Suggestion | None:
    """A suggestion the actor may see, or the one it was merged into."""
    return session.one(sql.ONE, id=id, sees_all=session.can("feedback.see_removed"))


@feedback.handles(Suggest)
def suggest(session: Session, command: Suggest) -> Suggestion:
    """By the actor; the host itself suggests for nobody."""
    return _add(session, command, author=session.member_or_none, source="")


@feedback.handles(SuggestFor)
def suggest_for(session: Session, command: SuggestFor) -> Suggestion:
    """By a member who is inside, recorded by the actor."""
    author = member_inside(session, command.member)
    return _add(session, command, author=author.id, source=command.source)


@feedback.handles(EditSuggestion)
def edit_suggestion(session: Session, command: EditSuggestion) -> Suggestion:
    """Say something else, unless somebody was faster."""
    before = session.get(Suggestion, command.suggestion, need="feedback.edit")
    if before.version != command.version:
        raise _is_stale()
    edited = evolve(
        before,
        title=before.title if command.title is None else command.title,
        body=before.body if command.body is None else command.body,
        tags=before.tags if command.tags is None else _tags(session, command.tags),
        version=command.version + 1,
        edited_at=session.now,
    )
    if not session.run(
        sql.EDIT,
        id=before.id,
        new_title=edited.title,
        new_body=edited.body,
        new_tags=edited.tags,
        seen=command.version,
        now=session.now,
    ):
        raise _is_stale()
    if edited.tags != before.tags:
        session.run(sql.DROP_TAGS, suggestion=edited.id)
        _add_tags(session, edited)
    session.emit(SuggestionEdited(suggestion=edited.id, version=edited.version))
    return edited


@feedback.handles(WithdrawSuggestion)
def withdraw_suggestion(session: Session, command: WithdrawSuggestion) -> Suggestion:
    """Take it back, and give budgets back what it holds."""
    before = session.get(Suggestion, command.suggestion, need="feedback.withdraw")
    if not session.run(sql.WITHDRAW, id=before.id, now=session.now, by=session.member_or_none):
        raise _is_stale()
    release_budgets(session, before.id)
    session.emit(SuggestionWithdrawn(suggestion=before.id, author=before.author))
    return evolve(before, removed_at=session.now, closed_at=before.closed_at or session.now)


@feedback.handles(ChangeStatus)
def change_status(session: Session, command: ChangeStatus) -> Suggestion:
    """Along the pipeline, from the status that was seen; what is closed gives budgets their votes back."""
    before = session.get(Suggestion, command.suggestion, need="feedback.decide")
    after = moved(before, command.status, reply=command.reply, now=session.now)
    if not session.run(
        sql.MOVE,
        id=before.id,
        seen=before.status,
        new_status=after.status,
        new_status_at=after.status_at,
        new_decided_at=after.decided_at,
        new_done_at=after.done_at,
        new_closed_at=after.closed_at,
    ):
        raise _is_stale()
    if after.status in CLOSED:
        release_budgets(session, after.id)
    step = _add_step(session, after, command.reply)
    session.emit(StatusChanged(suggestion=after.id, before=before.status, after=after.status, step=step))
    return after


@feedback.handles(ReplyToSuggestion)
def reply_to_suggestion(session: Session, command: ReplyToSuggestion) -> Suggestion:
    """Say something to everybody."""
    before = session.get(Suggestion, command.suggestion, need="feedback.decide")
    after = answered(before, command.reply, now=session.now)
    step = _add_step(session, after, command.reply)
    session.emit(SuggestionAnswered(suggestion=after.id, step=step))
    return after


def member_inside(session: Session, id: MemberId) -> Membership:
    """A member who is inside, for whom something is recorded or to whom something is given.

    Raises:
        NotFound: There is no such member for this actor.
        Conflict: They have left, wait or are banned.
    """
    found = session.get(Membership, id)
    if not found.is_current:
        raise Conflict("feedback.not_inside", "this member is not inside the community; choose one who is")
    return found


def _add(
    session: Session, command: Suggest | SuggestFor, *, author: MemberId | None, source: str
) -> Suggestion:
    taken = session.settings(FeedbackSettings).kinds
    if command.kind not in taken:
        told = f"this community takes: {', '.join(taken)}"
        raise Invalid.field("kind", "kind_not_taken", told)
    made = Suggestion(
        id=SuggestionId(session.new_id()),
        kind=command.kind,
        status=FeedbackStatus.NEW,
        title=command.title,
        body=command.body,
        tags=_tags(session, command.tags),
        author=author,
        author_name=_name(session, author),
        source=source,
        version=1,
        created_at=session.now,
        edited_at=None,
        status_at=session.now,
        reply="",
        answered_at=None,
        decided_at=None,
        done_at=None,
        closed_at=None,
        removed_at=None,
        voter_count=0,
        score=0,
    )
    session.run(sql.ADD, made, recorded_by=session.member_or_none if source else None)
    _add_tags(session, made)
    session.emit(SuggestionMade(suggestion=made.id, kind=made.kind, author=author))
    return made


def _name(session: Session, author: MemberId | None) -> str:
    return session.get(Membership, author).name if author is not None else ""


def _tags(session: Session, wishes: tuple[str, ...]) -> tuple[str, ...]:
    return clean_tags(wishes, max_tags=session.settings(FeedbackSettings).max_tags)


def _add_tags(session: Session, made: Suggestion) -> None:
    session.run_many(sql.ADD_TAG, [{"tag": tag, "suggestion": made.id} for tag in sorted(made.tags)])


def _add_step(session: Session, after: Suggestion, reply: str) -> StepId:
    """Write the step, and say the reply, if there is one, on the suggestion too."""
    if reply.strip() and not session.run(
        sql.SAY, id=after.id, new_reply=reply, by=session.member_or_none, now=session.now
    ):
        raise _is_stale()
    id = StepId(session.new_id())
    session.run(
        sql.ADD_STEP,
        suggestion=after.id,
        id=id,
        status=after.status,
        reply=reply,
        by=session.member_or_none,
        at=session.now,
    )
    return id


def _is_stale() -> Conflict:
    return Conflict("feedback.stale", "it was changed, withdrawn or merged in the meantime; read it again")
