"""The command that edits a post."""

from attrs import evolve

from commkit.fields import check_fields, save_fields
from commkit.posts.feature import PostSettings, posts
from commkit.posts.mentions.handlers import emit_mentions
from commkit.posts.policy import made_with_after_edit
from commkit.posts.records import Post, PostId
from commkit.posts.revisions import statements as sql
from commkit.posts.revisions.facts import PostEdited
from commkit.posts.revisions.messages import EditPost
from commkit.posts.tags import statements as tags_sql
from commkit.posts.tags.handlers import retag
from commkit.posts.tags.policy import clean_tags
from commkit.posts.wikis.handlers import check_may_edit
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@posts.handles(EditPost)
def edit_post(context: Context, command: EditPost) -> Post:
    """Load the post and edit it."""
    before = context.get(Post, command.post)
    check_may_edit(context, before)
    return perform_edit(context, before, command)


def perform_edit(
    context: Context,
    before: Post,
    command: EditPost,
    *,
    written_by: MemberId | None = None,
    by_agent: bool = False,
) -> Post:
    """Replace the text unless somebody edited it first, and store the text before it as a revision; for features.

    No gate of `EditPost` is asked: a feature whose texts change by its own commands alone refuses `EditPost` by one.

    Args:
        context: The context of the command; the caller checked the permission.
        before: The post as it was read.
        command: What is changed.
        written_by: Who wrote the edit, where that is not the actor, as where others decide on edits: the revision names
            them.
        by_agent: Whether they are an agent; asked only where `written_by` is given.

    Raises:
        Conflict: Somebody edited it after the editor read it.
        Invalid: As `EditPost` says.
    """
    if before.version != command.version:
        raise _stale(before)
    if written_by is None:
        written_by, by_agent = context.member_or_none, context.agent is not None
    _check_title(context, before, command.title)
    values = check_fields(context, "post", command.fields, kind=before.kind)
    tags = before.tags
    if command.tags is not None and before.opens:
        tags = clean_tags(command.tags, max_tags=context.settings(PostSettings).max_tags)
    edited = evolve(
        before,
        title=before.title if command.title is None or not before.opens else command.title,
        body=before.body if command.body is None else command.body,
        tags=tags,
        version=command.version + 1,
        edited_at=context.now,
        made_with=made_with_after_edit(before, command.made_with, by_agent=by_agent),
    )
    saved = context.run(
        sql.EDIT,
        id=before.id,
        new_title=edited.title,
        new_body=edited.body,
        new_tags=edited.tags,
        new_made_with=edited.made_with,
        seen=command.version,
        seen_tags=before.tags,
        seen_audience=before.audience,
        parent=before.parent,
        now=context.now,
    )
    if not saved:
        raise _stale(before)
    context.run(
        sql.SAVE_REVISION,
        before,
        post=before.id,
        edited_by=written_by,
        editor_name="",
        edited_at=context.now,
        reason=command.reason,
    )
    save_fields(context, values, before.id, owner=before.author)
    kept = retag(context, before, edited.tags) if edited.tags != before.tags else before.tags
    if kept != edited.tags:
        context.run(tags_sql.SET_TAGS, id=edited.id, new_tags=kept)
    context.emit(PostEdited(post=edited.id, version=edited.version))
    emit_mentions(context, edited, before)
    return evolve(edited, tags=kept)


def remove_edit_mark(context: Context, before: Post) -> None:
    """Mark a post as edited when it was before this command, or never; for features that let people rephrase.

    The revision stays, and so does the version that the edit made.

    Args:
        context: The context of the command, in which the post was edited.
        before: The post as it was read before the edit.
    """
    context.run(sql.MARK_EDITED, id=before.id, mark=before.edited_at)


def _stale(seen: Post) -> Conflict:
    return Conflict("posts.stale", "it was edited or removed since; read it again", current=seen.version)


def _check_title(context: Context, post: Post, title: str | None) -> None:
    kind = context.community_type.kind(post.kind)
    if post.opens and title is not None and not title.strip() and kind is not None and kind.titled:
        raise Invalid.field("title", "blank", f"a {kind.name} needs a title")


def blank_revisions(context: Context, post: PostId) -> int:
    """Take the texts of all revisions of a post away, for features that retract what it said; gives how many there are.

    Who edited it, when and why stays; its present text is not touched, and neither are titles.

    Args:
        context: The context of the command; the caller checked the permission.
        post: The post.
    """
    return context.run(sql.BLANK_REVISIONS, post_id=post)
