"""Commands that write threads and replies, the loader of posts, and the counters that new and removed posts change.

Rows are locked in one order everywhere: the post, its thread, tags, the author.
"""

from typing import Any

from attrs import evolve

from commkit.fields import CheckedFields, check_fields, save_fields
from commkit.members import Membership, MembershipKind, is_blocked_by, may_message_despite_block
from commkit.posts import statements as sql
from commkit.posts.facts import PostCreated
from commkit.posts.feature import PostSettings, posts
from commkit.posts.first_posts.handlers import record_first_post
from commkit.posts.mentions.handlers import emit_mentions
from commkit.posts.messages import CreateReply, CreateThread
from commkit.posts.placing.queries import place_of_new
from commkit.posts.policy import counts_as_answer, made_with_of, opening_kind, path_below, reply_kind
from commkit.posts.records import MadeWith, Post, PostId
from commkit.posts.tables import post
from commkit.posts.tags.handlers import attach_tags, set_tags
from commkit.posts.tags.policy import clean_tags
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import PostKind
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.readers import NOBODY
from commkit.spaces import SpaceId, conversation_ended, is_conversation_ended


def count_reply_change(context: Context, reply: Post, *, change: int) -> None:
    """Count a reply that was restored (1) or removed (-1).

    Args:
        context: The context of the command.
        reply: The reply.
        change: 1 or -1.

    Raises:
        NotFound: The thread does not exist any more.
    """
    opening = context.one(sql.OPENING, id=reply.thread)
    if opening is None:
        raise NotFound("posts.not_found", "the thread of this post does not exist any more")
    answers = int(
        reply.parent == reply.thread
        and counts_as_answer(
            context.community_type, opening, kind=reply.kind, author=reply.author, by_agent=reply.by_agent
        )
    )
    context.run(sql.COUNT_REPLIES, thread=reply.thread, change=change, answers=change * answers)


def count_author_change(
    context: Context, author: MemberId | None, *, posts: int = 0, removed: int = 0
) -> None:
    """Change the counters of a member's posts; without an author, nothing changes."""
    if author is not None:
        context.run(sql.COUNT_FOR_AUTHOR, author=author, posts=posts, reactions=0, removed=removed)


def count_new_post(context: Context, written: Post) -> bool:
    """Count a new post for its author; gives whether it is the author's only visible post."""
    if written.author is None:
        return False
    counted = context.rows(sql.COUNT_NEW_POST, author=written.author, posts=1, reactions=0, removed=0)
    return counted == [(1,)]


def space_of(context: Context, post: Post) -> SpaceId | None:
    """The space that the thread of a post stands in."""
    if post.opens:
        return post.space
    row = context.one(sql.SPACE_OF_THREAD, thread=post.thread)
    return row[0] if row is not None else None


@posts.loads(
    Post, owner=lambda post: post.author, table=post, part_of=(Post, "thread"), space=space_of, mutable=True
)
def fetch_post(context: Context, id: PostId) -> Post | None:
    """Load a post that the actor may see."""
    return context.one(sql.ONE, id=id)


@posts.handles(CreateThread)
def create_thread(context: Context, command: CreateThread) -> Post:
    """Add the opening post and its tags, and count it for its author."""
    author = context.membership
    kind = opening_kind(context.community_type, command)
    if kind.staff_only and author is not None and not author.staff:
        raise Denied("posts.staff_only", f"only staff opens a thread with a post of kind {kind.name}")
    return open_thread(context, command, author=author)


def open_thread(context: Context, command: CreateThread, *, author: Membership | None) -> Post:
    """Open a thread in a member's name; for features in which one publishes what another one wrote.

    No gate of `CreateThread` is asked, so the feature decides what it accepts. Where the thread may stand is asked of
    the actor, as for a thread of their own; the fact names the actor, and the post its author.

    Args:
        context: The context of the command; the caller checked the permission.
        command: What is published.
        author: Whose post it becomes; None for the community's own.

    Raises:
        Invalid: As `CreateThread` says.
        NotFound: There is no such space or group for this actor.
        Denied: The actor is not in the audience.
        Conflict: The space is archived, takes other kinds, or has another audience.
    """
    kind = opening_kind(context.community_type, command)
    values = check_fields(context, "post", command.fields, kind=kind.name, new=True)
    space, audience = place_of_new(context, command)
    id = PostId(context.new_id())
    tags = clean_tags(command.tags, max_tags=context.settings(PostSettings).max_tags)
    tags = set_tags(context, tags, counted=audience is None)
    opening = evolve(
        _new_post(context, kind, id, command.made_with, author),
        title=command.title,
        body=command.body,
        markup=command.markup,
        tags=tags,
        activity_at=context.now,
        answer_count=0 if kind.awaits else None,
        space=space,
        audience=audience,
    )
    context.run(sql.ADD, opening, **_unread(opening), last_author=opening.author, last_author_from=0)
    attach_tags(context, id, tags)
    _finish(context, opening, values)
    return opening


@posts.handles(CreateReply)
def create_reply(context: Context, command: CreateReply) -> Post:
    """Take the next number of the thread, which locks it, then add the reply below its parent."""
    parent = context.get(Post, command.parent)
    kind = reply_kind(context.community_type, parent, command.kind)
    if parent.removed_at is not None:
        raise _reply_error(context, parent)
    new = _new_post(context, kind, PostId(context.new_id()), command.made_with, context.membership)
    values = check_fields(context, "post", command.fields, kind=kind.name, new=True)
    advanced = context.rows(
        sql.ADVANCE_THREAD,
        thread=parent.thread,
        answers=int(
            parent.opens
            and counts_as_answer(
                context.community_type, parent, kind=kind.name, author=new.author, by_agent=new.by_agent
            )
        ),
        now=context.now,
        parent_author=parent.author,
        author=new.author,
        me=new.author or NOBODY,
        writer=None if may_message_despite_block(context) else context.member_or_none,
    )
    if not advanced:
        raise _reply_error(context, parent)
    ((number,),) = advanced
    written = evolve(
        new,
        thread=parent.thread,
        parent=parent.id,
        number=number,
        path=path_below(parent.path, number, context.settings(PostSettings).max_depth),
        body=command.body,
        markup=command.markup,
    )
    if not context.run(sql.ADD_REPLY, written, **_unread(written), parent_path=parent.path):
        raise _reply_error(context, parent)
    _finish(context, written, values)
    return written


def _unread(written: Post) -> dict[str, Any]:
    """The columns of a new post that are not read as they are written.

    No name is kept where there is a member: theirs is read from their membership, where it is changed and erased.
    """
    name = written.author_name if written.author is None else ""
    return {"author_name": name, "removed_by": None, "last_number": 0}


def _finish(context: Context, written: Post, values: CheckedFields) -> None:
    """Keep the fields of a new post, count it, and emit its facts."""
    save_fields(context, values, written.id, owner=written.author)
    first = count_new_post(context, written)
    context.emit(
        PostCreated(post=written.id, thread=written.thread, parent=written.parent, kind=written.kind)
    )
    if first and not written.by_agent:  # it is told to those who welcome newcomers
        record_first_post(context, written)
    emit_mentions(context, written)


def _reply_error(context: Context, parent: Post) -> CommkitError:
    """The error that says why nobody, or not this member, can reply to a post."""
    if parent.author is not None and is_blocked_by(context, parent.author):
        return Denied("posts.blocked_by_author", "you cannot reply to this member's posts")
    closure = context.one(sql.THREAD_CLOSURE, thread=parent.thread)
    if closure is not None and closure[4] is not None and is_conversation_ended(context, closure[4]):
        return conversation_ended()
    if closure is not None and closure[3]:
        return Conflict("spaces.archived", "this thread stands in an archived space; nobody can reply to it")
    if closure is not None and closure[1] is not None:
        reason = f": {closure[2]}" if closure[2] else ""
        return Conflict("posts.locked", f"this thread is locked{reason}", reason=closure[2] or "")
    if parent.removed_at is not None or (closure is not None and closure[0] is not None):
        return Conflict("posts.removed", "this post was removed; nobody can reply to it")
    return Conflict("posts.stale", "this post was moved or removed in the meantime; read it again")


def _new_post(
    context: Context, kind: PostKind, id: PostId, made_with: MadeWith | None, author: Membership | None
) -> Post:
    """A post of a member, still without a text.

    Raises:
        Invalid: The author is an agent, and says that no program took part.
    """
    by_agent = author is not None and author.kind is MembershipKind.AGENT
    return Post(
        id=id,
        thread=id,
        parent=None,
        number=0,
        path=b"",
        kind=kind.name,
        state=kind.first_state,
        title="",
        body="",
        markup="markdown",
        tags=(),
        author=author.id if author else None,
        author_name=author.name if author else context.community.title,
        by_staff=author.staff if author else False,
        version=1,
        created_at=context.now,
        edited_at=None,
        activity_at=None,
        closed_at=None,
        removed_at=None,
        reply_count=0,
        answer_count=None,
        answer=None,
        score=0,
        made_with=made_with_of(made_with, by_agent=by_agent),
        by_agent=by_agent,
    )
