"""Commands of drafts. No fact is emitted about a draft, and no counter counts it."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve

from commkit.fields import FieldValue
from commkit.members import Group
from commkit.posts.drafts import statements as sql
from commkit.posts.drafts.messages import CreateDraft, DeleteDraft, PublishDraft, UpdateDraft
from commkit.posts.drafts.records import Draft, DraftId
from commkit.posts.drafts.tables import draft
from commkit.posts.feature import posts
from commkit.posts.messages import CreateReply, CreateThread
from commkit.posts.records import Post
from commkit.runtime.delivery.scheduled import ScheduledCommandId, cancel_scheduled
from commkit.runtime.model.errors import Conflict, FieldError, Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.serialization import load, to_json
from commkit.spaces import Space

_MAX_TAGS = 20
_MAX_FIELDS = 50

MAX_DRAFTS = 1_000
"""Drafts that a member may have in a community."""


@posts.loads(Draft, owner=lambda draft: draft.author, table=draft)
def fetch_draft(context: Context, id: DraftId) -> Draft | None:
    """Load one of the actor's own drafts; nobody else's, whatever the actor's role."""
    return context.one(sql.ONE, id=id)


@posts.handles(CreateDraft)
def create_draft(context: Context, command: CreateDraft) -> Draft:
    """Store the draft; only a parent must exist and be visible."""
    if command.parent is not None:
        context.get(Post, command.parent)
    _check_place(context, command)
    draft = Draft(
        id=DraftId(context.new_id()),
        author=context.member,
        kind=command.kind,
        parent=command.parent,
        title=command.title,
        body=command.body,
        tags=_draft_tags(command.tags),
        markup=command.markup,
        made_with=command.made_with,
        space=command.space,
        audience=command.audience,
        version=1,
        created_at=context.now,
        updated_at=context.now,
        due_at=None,
        scheduled=None,
        scheduled_check=None,
        failure_code="",
        fields=_draft_fields({}, command.fields),
    )
    if not context.run(sql.ADD, draft, most=MAX_DRAFTS, fields=to_json(draft.fields)):
        raise Conflict(
            "posts.too_many_drafts",
            f"you have {MAX_DRAFTS} drafts, the most that are allowed; publish or delete one first",
        )
    return draft


@posts.handles(UpdateDraft)
def update_draft(context: Context, command: UpdateDraft) -> Draft:
    """Save the given fields, unless the draft was saved since the author read it."""
    before = context.get(Draft, command.draft)
    if before.version != command.version:
        raise _stale(before)
    _check_place(context, command)
    after = evolve(
        before,
        kind=before.kind if command.kind is None else command.kind,
        title=before.title if command.title is None else command.title,
        body=before.body if command.body is None else command.body,
        tags=before.tags if command.tags is None else _draft_tags(command.tags),
        markup=before.markup if command.markup is None else command.markup,
        made_with=before.made_with if command.made_with is None else command.made_with,
        space=before.space if command.space is None else command.space,
        audience=before.audience if command.audience is None else command.audience,
        fields=before.fields if command.fields is None else _draft_fields(before.fields, command.fields),
        version=before.version + 1,
        updated_at=context.now,
    )
    if not context.run(
        sql.SAVE,
        id=before.id,
        me=before.author,
        seen=command.version,
        new_kind=after.kind,
        new_title=after.title,
        new_body=after.body,
        new_tags=after.tags,
        new_markup=after.markup,
        new_made_with=after.made_with,
        new_space=after.space,
        new_audience=after.audience,
        new_fields=to_json(after.fields),
        now=context.now,
    ):
        raise _stale(before)
    return after


def _check_place(context: Context, command: CreateDraft | UpdateDraft) -> None:
    """Check that the space and the group are there; whether the post may stand there is asked at its publishing."""
    if command.space is not None:
        context.get(Space, command.space)
    if command.audience is not None:
        context.get(Group, command.audience)


@posts.handles(DeleteDraft)
def delete_draft(context: Context, command: DeleteDraft) -> None:
    """Delete the draft and cancel its schedule."""
    _delete(context, context.get(Draft, command.draft))


@posts.handles(PublishDraft)
def publish_draft(context: Context, command: PublishDraft) -> Post:
    """Delete the draft and carry out the command that creates its post."""
    draft = context.get(Draft, command.draft)
    command_to_publish = _publishing_command(draft)
    _delete(context, draft)
    return context.do(command_to_publish)


def _stale(seen: Draft) -> Conflict:
    return Conflict("posts.stale", "it was saved in the meantime; read it again", current=seen.version)


def _publishing_command(draft: Draft) -> CreateThread | CreateReply:
    """The command that publishes a draft, validated as if the author had sent it."""
    content = {
        "body": draft.body,
        "markup": draft.markup,
        "made_with": draft.made_with,
        "fields": draft.fields,
    }
    if draft.parent is not None:
        return load(CreateReply, {**content, "parent": str(draft.parent), "kind": draft.kind})
    if draft.kind is None:
        raise Invalid.field("kind", "unknown_kind", "give the kind of post that it becomes")
    place = {
        name: str(id) for name, id in (("space", draft.space), ("audience", draft.audience)) if id is not None
    }
    return load(
        CreateThread,
        {**content, **place, "kind": draft.kind, "title": draft.title, "tags": list(draft.tags)},
    )


def _delete(context: Context, draft: Draft) -> None:
    """Delete a draft as it was read, and cancel its schedule."""
    if not context.run(sql.DELETE, id=draft.id, seen=draft.version):
        raise Conflict("posts.stale", "it was saved, published or deleted in the meantime; read it again")
    cancel_schedule(context, draft)


def save_schedule(
    context: Context,
    seen: Draft,
    *,
    due_at: datetime | None,
    scheduled: ScheduledCommandId | None,
    check: ScheduledCommandId | None,
) -> None:
    """Store when a draft is due and which scheduled commands publish and check it.

    Args:
        context: The context of the command.
        seen: The draft as it was read.
        due_at: When it is published; None for a draft that is not scheduled.
        scheduled: The scheduled command that publishes it.
        check: The scheduled command that checks afterwards whether it was published.

    Raises:
        Conflict: The draft was scheduled, published or deleted since it was read.
    """
    if not context.run(
        sql.SAVE_SCHEDULE,
        id=seen.id,
        expected_scheduled=seen.scheduled,
        new_due=due_at,
        new_scheduled=scheduled,
        new_scheduled_check=check,
    ):
        raise Conflict("posts.stale", "it was scheduled, published or deleted in the meantime; read it again")


def cancel_schedule(context: Context, draft: Draft) -> None:
    """Cancel the scheduled commands of a draft, if there are any."""
    for id in (draft.scheduled, draft.scheduled_check):
        if id is not None:
            cancel_scheduled(context, id)


def _draft_fields(
    before: Mapping[str, FieldValue], given: Mapping[str, FieldValue | None]
) -> dict[str, FieldValue]:
    """The values of a draft with new ones; what they must be is checked when it is published."""
    after = {name: value for name, value in {**before, **given}.items() if value is not None}
    if len(after) > _MAX_FIELDS:
        raise Invalid([FieldError("fields", "too_many", f"use at most {_MAX_FIELDS} fields")])
    return after


def _draft_tags(names: tuple[str, ...]) -> tuple[str, ...]:
    """Tags as they were written, but without spaces, and none empty or twice."""
    tags = tuple(dict.fromkeys("".join(name.split()) for name in names))
    if len(tags) > _MAX_TAGS:
        raise Invalid([FieldError("tags", "too_many", f"use at most {_MAX_TAGS} tags")])
    return tuple(tag for tag in tags if tag)
