"""Handlers of commands of suggestions, and their loader."""

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.handlers import active_member
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
from commkit.feedback.suggestions.records import (
    Suggestion,
    SuggestionId,
    SuggestionStatus,
    SuggestionUpdateId,
)
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.votes.handlers import release_budgets
from commkit.fields import check_fields, save_fields
from commkit.members import Membership
from commkit.posts import clean_tags
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.spaces import place_in_space


@feedback.loads(Suggestion, owner=lambda suggestion: suggestion.author, table=suggestion)
def fetch_suggestion(context: Context, id: SuggestionId) -> Suggestion | None:
    """Load a suggestion visible to the actor, or the one it was merged into."""
    return context.one(sql.ONE, id=id)


@feedback.handles(SubmitSuggestion)
def submit_suggestion(context: Context, command: SubmitSuggestion) -> Suggestion:
    """Add a suggestion of the actor; one that the host itself submits has no author."""
    return _add(context, command, author=context.member_or_none, source="")


@feedback.handles(RecordSuggestion)
def record_suggestion(context: Context, command: RecordSuggestion) -> Suggestion:
    """Add a suggestion of another member."""
    author = active_member(context, command.member)
    return _add(context, command, author=author.id, source=command.source)


@feedback.handles(EditSuggestion)
def edit_suggestion(context: Context, command: EditSuggestion) -> Suggestion:
    """Update the suggestion if its version is still the expected one."""
    before = context.get(Suggestion, command.suggestion, need="feedback.edit")
    if before.version != command.version:
        raise _stale()
    values = check_fields(context, "suggestion", command.fields)
    space, audience = before.space, before.audience
    if command.space is not None:
        space, audience = place_in_space(context, command.space, leaving=before.audience)
    edited = evolve(
        before,
        title=before.title if command.title is None else command.title,
        body=before.body if command.body is None else command.body,
        tags=before.tags if command.tags is None else _tags(context, command.tags),
        version=command.version + 1,
        edited_at=context.now,
        space=space,
        audience=audience,
    )
    if not context.run(
        sql.EDIT,
        id=before.id,
        new_title=edited.title,
        new_body=edited.body,
        new_tags=edited.tags,
        new_space=space,
        new_audience=audience,
        expected=command.version,
        now=context.now,
    ):
        raise _stale()
    if command.space is not None:
        context.run(sql.MOVE_MERGED, into=edited.id, new_space=space, new_audience=audience)
    if edited.tags != before.tags:
        context.run(sql.DELETE_TAGS, suggestion=edited.id)
        _add_tags(context, edited)
    save_fields(context, values, edited.id, owner=edited.author)
    context.emit(SuggestionEdited(suggestion=edited.id, version=edited.version))
    return edited


@feedback.handles(WithdrawSuggestion)
def withdraw_suggestion(context: Context, command: WithdrawSuggestion) -> Suggestion:
    """Mark it withdrawn, and give held votes back to their budgets."""
    before = context.get(Suggestion, command.suggestion, need="feedback.withdraw")
    if not context.run(sql.WITHDRAW, id=before.id, now=context.now, by=context.member_or_none):
        raise _stale()
    release_budgets(context, before.id)
    context.emit(SuggestionWithdrawn(suggestion=before.id, author=before.author))
    return evolve(before, removed_at=context.now, closed_at=before.closed_at or context.now)


@feedback.handles(UpdateSuggestionStatus)
def update_suggestion_status(context: Context, command: UpdateSuggestionStatus) -> Suggestion:
    """Update the status if it is still the one that was read; closing gives held votes back to their budgets."""
    before = context.get(Suggestion, command.suggestion, need="feedback.update_status")
    return perform_status_update(
        context, before, command.status, reply=command.reply, by=context.member_or_none
    )


@feedback.handles(ReplyToSuggestion)
def reply_to_suggestion(context: Context, command: ReplyToSuggestion) -> Suggestion:
    """Add the reply to the history."""
    before = context.get(Suggestion, command.suggestion, need="feedback.update_status")
    return perform_reply(context, before, command.reply, by=context.member_or_none)


def perform_status_update(
    context: Context, before: Suggestion, status: SuggestionStatus, *, reply: str, by: MemberId | None
) -> Suggestion:
    """Change the status of a suggestion, for features with rules of their own about who may.

    Args:
        context: The context of the command.
        before: The suggestion.
        status: The new status.
        reply: The public reply; an empty one leaves the earlier reply.
        by: Who wrote the reply; None for the host.

    Raises:
        Conflict: The new status cannot follow the present one, or somebody changed it in the meantime.
        Invalid: It would be closed without a reply.
    """
    after = with_status(before, status, reply=reply, now=context.now)
    if not context.run(
        sql.SET_STATUS,
        id=before.id,
        expected=before.status,
        new_status=after.status,
        new_status_changed_at=after.status_changed_at,
        new_decided_at=after.decided_at,
        new_done_at=after.done_at,
        new_closed_at=after.closed_at,
    ):
        raise _stale()
    if after.status in CLOSED:
        release_budgets(context, after.id)
    update = _add_update(context, after, reply, by=by)
    context.emit(
        SuggestionStatusChanged(suggestion=after.id, before=before.status, after=after.status, update=update)
    )
    return after


def perform_reply(context: Context, before: Suggestion, reply: str, *, by: MemberId | None) -> Suggestion:
    """Reply to a suggestion whose status stays, for features with rules of their own about who may.

    Args:
        context: The context of the command.
        before: The suggestion.
        reply: The public reply.
        by: Who wrote it; None for the host.

    Raises:
        Conflict: It was withdrawn or merged in the meantime.
    """
    after = with_reply(before, reply, now=context.now)
    update = _add_update(context, after, reply, by=by)
    context.emit(SuggestionReplied(suggestion=after.id, update=update))
    return after


def _add(
    context: Context, command: SubmitSuggestion | RecordSuggestion, *, author: MemberId | None, source: str
) -> Suggestion:
    accepted = context.settings(FeedbackSettings).kinds
    if command.kind not in accepted:
        raise Invalid.field("kind", "kind_not_accepted", f"this community accepts: {', '.join(accepted)}")
    values = check_fields(context, "suggestion", command.fields, new=True)
    space, audience = place_in_space(context, command.space)
    suggestion = Suggestion(
        id=SuggestionId(context.new_id()),
        kind=command.kind,
        status=SuggestionStatus.NEW,
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
        space=space,
        audience=audience,
    )
    context.run(sql.ADD, suggestion, recorded_by=context.member_or_none if source else None)
    _add_tags(context, suggestion)
    save_fields(context, values, suggestion.id, owner=author)
    context.emit(SuggestionSubmitted(suggestion=suggestion.id, kind=suggestion.kind, author=author))
    return suggestion


def _name(context: Context, author: MemberId | None) -> str:
    return context.get(Membership, author).name if author is not None else ""


def _tags(context: Context, names: tuple[str, ...]) -> tuple[str, ...]:
    return clean_tags(names, max_tags=context.settings(FeedbackSettings).max_tags)


def _add_tags(context: Context, suggestion: Suggestion) -> None:
    context.run_many(
        sql.ADD_TAG, [{"tag": tag, "suggestion": suggestion.id} for tag in sorted(suggestion.tags)]
    )


def _add_update(
    context: Context, suggestion: Suggestion, reply: str, *, by: MemberId | None
) -> SuggestionUpdateId:
    """Add an entry to the history; a reply is stored with the suggestion too."""
    if reply.strip() and not context.run(
        sql.SET_REPLY, id=suggestion.id, new_reply=reply, by=by, now=context.now
    ):
        raise _stale()
    id = SuggestionUpdateId(context.new_id())
    context.run(
        sql.ADD_UPDATE,
        suggestion=suggestion.id,
        id=id,
        status=suggestion.status,
        reply=reply,
        by=by,
        at=context.now,
    )
    return id


def _stale() -> Conflict:
    return Conflict("feedback.stale", "it was changed, withdrawn or merged in the meantime; read it again")
