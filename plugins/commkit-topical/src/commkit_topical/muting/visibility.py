"""What is in no list of who muted it. Nobody mutes what they wrote, and visitors mute nothing."""

from sqlalchemy import ColumnElement, FromClause, or_

from commkit.posts import Post
from commkit.storage import Reader
from commkit_topical.muting import statements as sql
from commkit_topical.muting.feature import muting_feature


def _by_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    return or_(row.c.author.is_(None), row.c.author != reader.member)


@muting_feature.mutes(Post, within=True)
def with_muted_word(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Posts with a muted word, replies in a thread among them."""
    return _by_others(row, reader) & sql.has_muted_word(row, reader.member)


@muting_feature.mutes(Post)
def with_muted_tag(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Posts in threads with a muted tag."""
    return _by_others(row, reader) & sql.has_muted_tag(row, reader.member)


@muting_feature.mutes(Post)
def in_muted_space(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Posts in threads of a muted space."""
    return _by_others(row, reader) & sql.stands_in_muted_space(row, reader.member)
