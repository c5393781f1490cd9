"""How posts are converted, and how that is undone."""

from commkit import Conflict, Context, Denied, Invalid
from commkit.members import is_own
from commkit.posts import Post, PostId, perform_move
from commkit_developer.conversions import statements as sql
from commkit_developer.conversions.facts import ConversionUndone, PostConverted
from commkit_developer.conversions.feature import CONVERT_OTHERS, conversion_feature
from commkit_developer.conversions.messages import ConvertToAnswer, ConvertToComment, UndoConversion
from commkit_developer.conversions.policy import (
    answer_kind,
    check_kind,
    check_standing,
    comment_kind_of,
)
from commkit_developer.conversions.records import Conversion, ConversionId
from commkit_developer.policy import check_not_removed
from commkit_developer.tables import conversion as conversion_table
from commkit_reputation import has_earned


@conversion_feature.loads(Conversion, table=conversion_table, part_of=(Post, "post"))
def fetch_conversion(context: Context, id: ConversionId) -> Conversion | None:
    """Load a conversion of a post that the actor may see."""
    return context.one(sql.ONE, id=id)


def converts_others(context: Context) -> bool:
    """Whether the actor converts posts of others, by their role or by a privilege that they have earned."""
    return context.can(CONVERT_OTHERS) or has_earned(context, CONVERT_OTHERS)


def _load(context: Context, id: PostId) -> Post:
    post = context.get(Post, id)
    _check_may_convert(context, post)
    return post


def _check_may_convert(context: Context, post: Post) -> None:
    if (post.author is None or not is_own(context, post.author)) and not converts_others(context):
        raise Denied(
            "developer.not_yours",
            "converting posts of others is a privilege; ListPrivileges says what you lack for it",
        )


@conversion_feature.handles(ConvertToAnswer)
def convert_to_answer(context: Context, command: ConvertToAnswer) -> Conversion:
    """Move the comment below the question, as an answer."""
    post = _load(context, command.post)
    question = context.get(Post, post.thread)
    answer = answer_kind(context.community_type, question)
    check_kind(post, answer=answer, is_answer=False)
    return _convert(context, post, question, kind=answer, reason=command.reason)


@conversion_feature.handles(ConvertToComment)
def convert_to_comment(context: Context, command: ConvertToComment) -> Conversion:
    """Move the answer below the question or another answer, as a comment."""
    post = _load(context, command.post)
    question = context.get(Post, post.thread)
    answer = answer_kind(context.community_type, question)
    check_kind(post, answer=answer, is_answer=True)
    below = question if command.below is None else context.get(Post, command.below)
    if below.thread != question.id:
        raise Invalid.field("below", "another_thread", "name a post of the same thread")
    kind = comment_kind_of(context.community_type, below, answer)
    return _convert(context, post, below, kind=kind, reason=command.reason)


def _convert(context: Context, post: Post, onto: Post, *, kind: str, reason: str) -> Conversion:
    """Move it, which locks the thread, and so decides between two who do it at once; then keep what it was."""
    check_not_removed(post)
    perform_move(context, post, onto, kind=kind)
    context.run(sql.END_OF_POST, post=post.id, now=context.now)
    converted = Conversion(
        id=ConversionId(context.new_id()),
        post=post.id,
        thread=post.thread,
        before=post.kind,
        parent=post.parent or post.thread,
        after=kind,
        converted_by=context.member_or_none,
        reason=reason,
        converted_at=context.now,
        ended_at=None,
        undone=False,
    )
    if not context.run(sql.ADD, converted):
        raise _ended()
    context.emit(
        PostConverted(
            conversion=converted.id,
            post=post.id,
            thread=post.thread,
            author=post.author,
            before=post.kind,
            after=kind,
        )
    )
    return converted


@conversion_feature.handles(UndoConversion)
def undo_conversion(context: Context, command: UndoConversion) -> Conversion:
    """Move it back below what it replied to; the statement makes sure that this happens once."""
    conversion = context.get(Conversion, command.conversion)
    post = context.get(Post, conversion.post)
    _check_may_convert(context, post)
    check_standing(conversion)
    check_not_removed(post)
    parent = context.get(Post, conversion.parent)
    if parent.thread != post.thread or post.kind != conversion.after:
        raise Conflict(
            "developer.conversion_moved", "the post, or what it replied to, was moved; move it by hand"
        )
    perform_move(context, post, parent, kind=conversion.before)
    if not context.run(sql.END, id=conversion.id, now=context.now, new_undone=True):
        raise _ended()
    context.emit(
        ConversionUndone(conversion=conversion.id, post=post.id, thread=post.thread, author=post.author)
    )
    return context.get(Conversion, conversion.id)


def _ended() -> Conflict:
    return Conflict(
        "developer.conversion_ended", "somebody else converted it meanwhile; read the thread again"
    )
