"""How replies are saved, changed and published."""

from uuid import UUID

from commkit import Conflict, Context, NotFound
from commkit.posts import CreateReply, Post
from commkit_qa import require_question
from commkit_support.saved_replies import statements as sql
from commkit_support.saved_replies.facts import (
    SavedReplyCreated,
    SavedReplyDeleted,
    SavedReplyUpdated,
    SavedReplyUsed,
)
from commkit_support.saved_replies.feature import saved_reply_feature
from commkit_support.saved_replies.messages import (
    CreateSavedReply,
    DeleteSavedReply,
    UpdateSavedReply,
    UseSavedReply,
)
from commkit_support.saved_replies.policy import check_placeholders, fill_in
from commkit_support.saved_replies.records import SavedReply, SavedReplyId


@saved_reply_feature.loads(SavedReply, owner=lambda reply: reply.created_by)
def fetch_saved_reply(context: Context, id: UUID) -> SavedReply | None:
    """The saved reply with this id, for those who may use it."""
    return context.one(sql.REPLIES.one, id=id) if context.can("support.use_saved_replies") else None


@saved_reply_feature.handles(CreateSavedReply)
def create_saved_reply(context: Context, command: CreateSavedReply) -> SavedReply:
    """Check the placeholders, then add it."""
    check_placeholders(command.body)
    made = SavedReply(
        id=SavedReplyId(context.new_id()),
        title=command.title,
        body=command.body,
        created_by=context.member_or_none,
        created_at=context.now,
        changed_at=context.now,
        version=1,
        uses=0,
        used_at=None,
    )
    context.run(sql.REPLIES.add, made)
    context.emit(SavedReplyCreated(reply=made.id))
    return made


@saved_reply_feature.handles(UpdateSavedReply)
def update_saved_reply(context: Context, command: UpdateSavedReply) -> SavedReply:
    """Change it, if it still has the version that was read."""
    before = context.get(SavedReply, command.reply, need="support.edit_saved_reply")
    check_placeholders(command.body)
    changed = context.run(
        sql.UPDATE,
        reply=before.id,
        seen=command.version,
        new_title=command.title,
        new_body=command.body,
        now=context.now,
    )
    if not changed:
        raise Conflict("support.stale", "this saved reply was changed in the meantime; read it again")
    context.emit(SavedReplyUpdated(reply=before.id))
    return context.get(SavedReply, before.id)


@saved_reply_feature.handles(DeleteSavedReply)
def delete_saved_reply(context: Context, command: DeleteSavedReply) -> None:
    """Delete the row."""
    found = context.get(SavedReply, command.reply, need="support.edit_saved_reply")
    if context.run(sql.REPLIES.delete, id=found.id):
        context.emit(SavedReplyDeleted(reply=found.id))


@saved_reply_feature.handles(UseSavedReply)
def use_saved_reply(context: Context, command: UseSavedReply) -> Post:
    """Publish it by `CreateReply`, whose checks and rights hold, and count it."""
    question = context.get(Post, command.question)
    kind = require_question(context.community_type, question)
    saved = context.get(SavedReply, command.reply)
    text = filled_in(context, question, saved)
    if not context.run(sql.COUNT_USE, reply=saved.id, now=context.now):
        raise NotFound("support.no_saved_reply", "this saved reply was deleted in the meantime")
    post = context.do(CreateReply(question.id, text, kind=command.kind or kind.awaits))
    context.emit(SavedReplyUsed(reply=saved.id, post=post.id))
    return post


def filled_in(context: Context, question: Post, saved: SavedReply) -> str:
    """The text of a saved reply for a question."""
    mine = context.membership
    community = context.community.title
    return fill_in(
        saved.body,
        {
            "asker": question.author_name,
            "title": question.title,
            "community": community,
            "me": mine.name if mine is not None else community,
        },
    )
