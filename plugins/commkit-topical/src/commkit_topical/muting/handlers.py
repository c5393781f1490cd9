"""How members mute words, tags and spaces."""

from typing import Any

from commkit import Conflict, Context
from commkit.members import lock_member
from commkit.posts import normalize_tag, tag_meant
from commkit.spaces import Space
from commkit.storage import Statement
from commkit_topical.muting import statements as sql
from commkit_topical.muting.feature import muting_feature
from commkit_topical.muting.messages import MuteSpace, MuteTag, MuteWord, UnmuteSpace, UnmuteTag, UnmuteWord
from commkit_topical.muting.policy import clean_word, pattern_of
from commkit_topical.muting.queries import my_mutes
from commkit_topical.muting.records import Mutes, SpaceMute, TagMute, WordMute

_MOST = 100


@muting_feature.handles(MuteWord)
def mute_word(context: Context, command: MuteWord) -> Mutes:
    """Keep the word with its pattern."""
    word = clean_word(command.word)
    lock_member(context, context.member)  # here as below: two at once cannot both be the last that is allowed
    context.run(sql.ADD_WORD, WordMute(context.member, word, pattern_of(word), context.now))
    return _checked(context, sql.COUNT_WORDS, "words")


@muting_feature.handles(UnmuteWord)
def unmute_word(context: Context, command: UnmuteWord) -> Mutes:
    """Delete the word."""
    context.run(sql.DELETE_WORD, member=context.member, word=clean_word(command.word))
    return my_mutes(context)


@muting_feature.handles(MuteTag)
def mute_tag(context: Context, command: MuteTag) -> Mutes:
    """Keep the tag that is meant."""
    tag = tag_meant(context, command.tag)
    lock_member(context, context.member)
    context.run(sql.ADD_TAG, TagMute(context.member, tag, context.now))
    return _checked(context, sql.COUNT_TAGS, "tags")


@muting_feature.handles(UnmuteTag)
def unmute_tag(context: Context, command: UnmuteTag) -> Mutes:
    """Delete the tag, by its own name and by the one that it stands for now."""
    for tag in {normalize_tag(command.tag), tag_meant(context, command.tag)}:
        context.run(sql.DELETE_TAG, member=context.member, tag=tag)
    return my_mutes(context)


@muting_feature.handles(MuteSpace)
def mute_space(context: Context, command: MuteSpace) -> Mutes:
    """Load the space, and keep it."""
    muted = context.get(Space, command.space)
    lock_member(context, context.member)
    context.run(sql.ADD_SPACE, SpaceMute(context.member, muted.id, context.now))
    return _checked(context, sql.COUNT_SPACES, "spaces")


@muting_feature.handles(UnmuteSpace)
def unmute_space(context: Context, command: UnmuteSpace) -> Mutes:
    """Delete the space, whether the member still sees it or not."""
    context.run(sql.DELETE_SPACE, member=context.member, space=command.space)
    return my_mutes(context)


def _checked(context: Context, counting: Statement[Any], what: str) -> Mutes:
    """The mutes, where they are not too many now; the error takes the last one back."""
    if context.rows(counting, member=context.member)[0][0] > _MOST:
        raise Conflict("topical.too_many_mutes", f"unmute one of your {_MOST} muted {what} first")
    return my_mutes(context)
