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
from commkit.posts import clean_tags
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@feedback.loads(Suggestion, owner=lambda suggestion: suggestion.author)
def fetch_suggestion(context: Context, id: SuggestionId) -> Suggestion | None:
    """A suggestion the actor may see, or the one it was merged into."""
    return context.one(sql.ONE, id=id, sees_all=context.can("feedback.see_removed"))


@feedback.handles(SubmitSuggestion)
def submit_suggestion(context: Context, command: SubmitSuggestion) -> Suggestion:
    """By the actor; the host itself suggests for nobody."""
    return _add(context, command, author=context.member_or_none, source="")


@feedback.handles(RecordSuggestion)
def record_suggestion(context: Context, command: RecordSuggestion) -> Suggestion:
    """By a member who is inside, recorded by the actor."""
    author = active_member(context, command.member)
    return _add(context, command, author=author.id, source=command.source)


@feedback.handles(EditSuggestion)
def edit_suggestion(context: Context, command: EditSuggestion) -> Suggestion:
    """Say something else, unless somebody was faster."""
    before = context.get(Suggestion, command.suggestion, need="feedback.edit")
    if before.version != command.version:
        raise _is_stale()
    edited = evolve(
        before,
        title=before.title if command.title is None else command.title,
        body=before.body if command.body is None else command.body,
        tags=before.tags if command.tags is None else _tags(context, command.tags),
        version=command.version + 1,
        edited_at=context.now,
    )
    if not context.run(
        sql.EDIT,
        id=before.id,
        new_title=edited.title,
        new_body=edited.body,
        new_tags=edited.tags,
        seen=command.version,
        now=context.now,
    ):
        raise _is_stale()
    if edited.tags != before.tags:
        context.run(sql.DELETE_TAGS, suggestion=edited.id)
        _add_tags(context, edited)
    context.emit(SuggestionEdited(suggestion=edited.id, version=edited.version))
    return edited


@feedback.handles(WithdrawSuggestion)
def withdraw_suggestion(context: Context, command: WithdrawSuggestion) -> Suggestion:
    """Take it back, and give budgets back what it holds."""
    before = context.get(Suggestion, command.suggestion, need="feedback.withdraw")
    if not context.run(sql.WITHDRAW, id=before.id, now=context.now, by=context.member_or_none):
        raise _is_stale()
    release_budgets(context, before.id)
    context.emit(SuggestionWithdrawn(suggestion=before.id, author=before.author))
    return evolve(before, removed_at=context.now, closed_at=before.closed_at or context.now)


@feedback.handles(UpdateSuggestionStatus)
def update_suggestion_status(context: Context, command: UpdateSuggestionStatus) -> Suggestion:
    """Along the pipeline, from the status that was seen; what is closed gives budgets their votes back."""
    before = context.get(Suggestion, command.suggestion, need="feedback.update_status")
    after = with_status(before, command.status, reply=command.reply, now=context.now)
    if not context.run(
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
        release_budgets(context, after.id)
    update = _add_update(context, after, command.reply)
    context.emit(
        SuggestionStatusChanged(suggestion=after.id, before=before.status, after=after.status, update=update)
    )
    return after


@feedback.handles(ReplyToSuggestion)
def reply_to_suggestion(context: Context, command: ReplyToSuggestion) -> Suggestion:
    """Say something to everybody."""
    before = context.get(Suggestion, command.suggestion, need="feedback.update_status")
    after = with_reply(before, command.reply, now=context.now)
    update = _add_update(context, after, command.reply)
    context.emit(SuggestionReplied(suggestion=after.id, update=update))
    return after


def active_member(context: Context, id: MemberId) -> Membership:
    """A member who is inside, for whom something is recorded or to whom something is given.

    Raises:
        NotFound: There is no such member for this actor.
        Conflict: They have left, wait or are banned.
    """
    found = context.get(Membership, id)
    if not found.is_current:
        raise Conflict(
            "feedback.member_not_active", "this member is not inside the community; choose one who is"
        )
    return found


def _add(
    context: Context, command: SubmitSuggestion | RecordSuggestion, *, author: MemberId | None, source: str
) -> Suggestion:
    taken = context.settings(FeedbackSettings).kinds
    if command.kind not in taken:
        told = f"this community takes: {', '.join(taken)}"
        raise Invalid.field("kind", "kind_not_accepted", told)
    made = Suggestion(
        id=SuggestionId(context.new_id()),
        kind=command.kind,
        status=FeedbackStatus.NEW,
        title=command.title,
        body=command.body,
        tags=_tags(context, command.tags),
        author=author,
        author_name=_name(context, author),
        source=source,
        version=1,
        created_at=context.now,
        edited_at=None,
        status_changed_at=context.now,
        reply="",
        first_replied_at=None,
        decided_at=None,
        done_at=None,
        closed_at=None,
        removed_at=None,
        voter_count=0,
        score=0,
    )
    context.run(sql.ADD, made, recorded_by=context.member_or_none if source else None)
    _add_tags(context, made)
    context.emit(SuggestionSubmitted(suggestion=made.id, kind=made.kind, author=author))
    return made


def _name(context: Context, author: MemberId | None) -> str:
    return context.get(Membership, author).name if author is not None else ""


def _tags(context: Context, wishes: tuple[str, ...]) -> tuple[str, ...]:
    return clean_tags(wishes, max_tags=context.settings(FeedbackSettings).max_tags)


def _add_tags(context: Context, made: Suggestion) -> None:
    context.run_many(sql.ADD_TAG, [{"tag": tag, "suggestion": made.id} for tag in sorted(made.tags)])


def _add_update(context: Context, after: Suggestion, reply: str) -> SuggestionUpdateId:
    """Write the step, and say the reply, if there is one, on the suggestion too."""
    if reply.strip() and not context.run(
        sql.SET_REPLY, id=after.id, new_reply=reply, by=context.member_or_none, now=context.now
    ):
        raise _is_stale()
    id = SuggestionUpdateId(context.new_id())
    context.run(
        sql.ADD_UPDATE,
        suggestion=after.id,
        id=id,
        status=after.status,
        reply=reply,
        by=context.member_or_none,
        at=context.now,
    )
    return id


def _is_stale() -> Conflict:
    return Conflict("feedback.stale", "it was changed, withdrawn or merged in the meantime; read it again")
