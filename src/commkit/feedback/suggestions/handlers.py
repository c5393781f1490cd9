"""How suggestions are made, changed, withdrawn, replied to and moved on."""

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.facts import (
    SuggestionEdited,
    SuggestionReplied,
    SuggestionStatusChanged,
    SuggestionSubmitted,
    SuggestionWithdrawn,
)
from commkit.feedback.suggestions.messages import (
    EditSuggestion,
    RecordSuggestion,
    ReplyToSuggestion,
    SubmitSuggestion,
    UpdateSuggestionStatus,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.policy import CLOSED, with_reply, with_status
from commkit.feedback.suggestions.records import FeedbackStatus, Suggestion, SuggestionId, SuggestionUpdateId
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


@feedback.handles(SubmitSuggestion)
def submit_suggestion(session: Session, command: SubmitSuggestion) -> Suggestion:
    """By the actor; the host itself suggests for nobody."""
    return _add(session, command, author=session.member_or_none, source="")


@feedback.handles(RecordSuggestion)
def record_suggestion(session: Session, command: RecordSuggestion) -> Suggestion:
    """By a member who is inside, recorded by the actor."""
    author = active_member(session, command.member)
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
        session.run(sql.DELETE_TAGS, suggestion=edited.id)
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


@feedback.handles(UpdateSuggestionStatus)
def update_suggestion_status(session: Session, command: UpdateSuggestionStatus) -> Suggestion:
    """Along the pipeline, from the status that was seen; what is closed gives budgets their votes back."""
    before = session.get(Suggestion, command.suggestion, need="feedback.update_status")
    after = with_status(before, command.status, reply=command.reply, now=session.now)
    if not session.run(
        sql.SET_STATUS,
        id=before.id,
        seen=before.status,
        new_status=after.status,
        new_status_changed_at=after.status_changed_at,
        new_decided_at=after.decided_at,
        new_done_at=after.done_at,
        new_closed_at=after.closed_at,
    ):
        raise _is_stale()
    if after.status in CLOSED:
        release_budgets(session, after.id)
    update = _add_update(session, after, command.reply)
    session.emit(
        SuggestionStatusChanged(suggestion=after.id, before=before.status, after=after.status, update=update)
    )
    return after


@feedback.handles(ReplyToSuggestion)
def reply_to_suggestion(session: Session, command: ReplyToSuggestion) -> Suggestion:
    """Say something to everybody."""
    before = session.get(Suggestion, command.suggestion, need="feedback.update_status")
    after = with_reply(before, command.reply, now=session.now)
    update = _add_update(session, after, command.reply)
    session.emit(SuggestionReplied(suggestion=after.id, update=update))
    return after


def active_member(session: Session, id: MemberId) -> Membership:
    """A member who is inside, for whom something is recorded or to whom something is given.

    Raises:
        NotFound: There is no such member for this actor.
        Conflict: They have left, wait or are banned.
    """
    found = session.get(Membership, id)
    if not found.is_current:
        raise Conflict(
            "feedback.member_not_active", "this member is not inside the community; choose one who is"
        )
    return found


def _add(
    session: Session, command: SubmitSuggestion | RecordSuggestion, *, author: MemberId | None, source: str
) -> Suggestion:
    taken = session.settings(FeedbackSettings).kinds
    if command.kind not in taken:
        told = f"this community takes: {', '.join(taken)}"
        raise Invalid.field("kind", "kind_not_accepted", told)
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
        status_changed_at=session.now,
        reply="",
        first_replied_at=None,
        decided_at=None,
        done_at=None,
        closed_at=None,
        removed_at=None,
        voter_count=0,
        score=0,
    )
    session.run(sql.ADD, made, recorded_by=session.member_or_none if source else None)
    _add_tags(session, made)
    session.emit(SuggestionSubmitted(suggestion=made.id, kind=made.kind, author=author))
    return made


def _name(session: Session, author: MemberId | None) -> str:
    return session.get(Membership, author).name if author is not None else ""


def _tags(session: Session, wishes: tuple[str, ...]) -> tuple[str, ...]:
    return clean_tags(wishes, max_tags=session.settings(FeedbackSettings).max_tags)


def _add_tags(session: Session, made: Suggestion) -> None:
    session.run_many(sql.ADD_TAG, [{"tag": tag, "suggestion": made.id} for tag in sorted(made.tags)])


def _add_update(session: Session, after: Suggestion, reply: str) -> SuggestionUpdateId:
    """Write the step, and say the reply, if there is one, on the suggestion too."""
    if reply.strip() and not session.run(
        sql.SET_REPLY, id=after.id, new_reply=reply, by=session.member_or_none, now=session.now
    ):
        raise _is_stale()
    id = SuggestionUpdateId(session.new_id())
    session.run(
        sql.ADD_UPDATE,
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
