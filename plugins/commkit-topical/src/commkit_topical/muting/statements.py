"""The statements of mutes, and the conditions that a member muted a post."""

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Table,
    bindparam,
    delete,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from commkit.posts import post, post_tag
from commkit.spaces import Space, space
from commkit.storage import Id, insert_if_absent, statement, visible_statement
from commkit_topical.tables import space_mute, tag_mute, word_mute

_ME = bindparam("member", type_=Id)


class _Matches(FunctionElement[bool]):
    """Whether a text has a pattern of `commkit_topical.muting.policy.pattern_of` in it."""

    type = Boolean(create_constraint=False)
    inherit_cache = True
    name = "matches_pattern"


@compiles(_Matches, "sqlite")
def _on_sqlite(element: _Matches, compiler: Any, **options: Any) -> str:
    text, pattern = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({text} GLOB '*' || {pattern} || '*')"


@compiles(_Matches, "postgresql")
def _on_postgresql(element: _Matches, compiler: Any, **options: Any) -> str:
    text, pattern = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({text} ~ {pattern})"


def _text_of(row: FromClause) -> ColumnElement[str]:
    """The title and the text of a post, between blanks."""
    blank = literal(" ")
    text: ColumnElement[str] = blank + row.c.title + blank + row.c.body + blank
    return text


def has_muted_word(row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a post has a word that a member muted.

    Args:
        row: The table of posts, or an alias of it.
        member: The member's id.
    """
    muted = word_mute.alias()
    return exists(
        select(muted.c.member)
        .where(
            muted.c.community_id == row.c.community_id,
            muted.c.member == member,
            _Matches(_text_of(row), muted.c.pattern),
        )
        .correlate_except(muted)
    )


def has_muted_tag(row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the thread of a post has a tag that a member muted."""
    muted, tagged = tag_mute.alias(), post_tag.alias()
    return exists(
        select(muted.c.member)
        .select_from(
            muted.join(
                tagged, (tagged.c.community_id == muted.c.community_id) & (tagged.c.tag == muted.c.tag)
            )
        )
        .where(
            muted.c.community_id == row.c.community_id,
            muted.c.member == member,
            tagged.c.post == row.c.thread,
        )
        .correlate_except(muted, tagged)
    )


def stands_in_muted_space(row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the thread of a post stands in a space that a member muted."""
    muted, opening = space_mute.alias(), post.alias()
    return exists(
        select(muted.c.member)
        .select_from(
            muted.join(
                opening,
                (opening.c.community_id == muted.c.community_id) & (opening.c.space == muted.c.space),
            )
        )
        .where(
            muted.c.community_id == row.c.community_id,
            muted.c.member == member,
            opening.c.id == row.c.thread,
        )
        .correlate_except(muted, opening)
    )


def _mine(table: Table) -> ColumnElement[bool]:
    return (table.c.community_id == bindparam("community_id")) & (table.c.member == _ME)


ADD_WORD = statement(lambda: insert_if_absent(word_mute))
ADD_TAG = statement(lambda: insert_if_absent(tag_mute))
ADD_SPACE = statement(lambda: insert_if_absent(space_mute))
DELETE_WORD = statement(
    lambda: delete(word_mute).where(_mine(word_mute), word_mute.c.word == bindparam("word"))
)
DELETE_TAG = statement(lambda: delete(tag_mute).where(_mine(tag_mute), tag_mute.c.tag == bindparam("tag")))
DELETE_SPACE = statement(
    lambda: delete(space_mute).where(_mine(space_mute), space_mute.c.space == bindparam("space", type_=Id))
)
COUNT_WORDS = statement(lambda: select(func.count()).select_from(word_mute).where(_mine(word_mute)))
COUNT_TAGS = statement(lambda: select(func.count()).select_from(tag_mute).where(_mine(tag_mute)))
COUNT_SPACES = statement(lambda: select(func.count()).select_from(space_mute).where(_mine(space_mute)))
WORDS = statement(lambda: select(word_mute.c.word).where(_mine(word_mute)).order_by(word_mute.c.word))
TAGS = statement(lambda: select(tag_mute.c.tag).where(_mine(tag_mute)).order_by(tag_mute.c.tag))
SPACES = visible_statement(
    lambda visible: (
        select(space_mute.c.space)
        .select_from(
            space_mute.join(
                space,
                (space.c.community_id == space_mute.c.community_id) & (space.c.id == space_mute.c.space),
            )
        )
        .where(_mine(space_mute), visible(Space, space))
        .order_by(space_mute.c.space)
    )
)
"""The muted spaces that the member still sees."""

_THIS_POST = (post.c.community_id == bindparam("community_id")) & (post.c.id == bindparam("post", type_=Id))
WHY_MUTED = statement(
    lambda: select(
        has_muted_word(post, _ME), has_muted_tag(post, _ME), stands_in_muted_space(post, _ME)
    ).where(_THIS_POST)
)
"""Whether a post is muted by word, tag and space. It checks no visibility: the caller loaded the post."""
