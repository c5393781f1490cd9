"""Which rows a legal hold reaches, and which of them stand behind walls."""

from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, exists, false, or_, true

from commkit.members import group
from commkit.posts import post
from commkit.privacy import Holds
from commkit.spaces import space
from commkit.storage import Id, declared
from commkit_internal.tables import held_member, held_thread, legal_hold

_THIS: ColumnElement[Any] = bindparam("hold", type_=Id)


def is_held_member(
    community: ColumnElement[Any], member: ColumnElement[Any], *, hold: ColumnElement[Any] | None = None
) -> ColumnElement[bool]:
    """Whether a member is a custodian of a hold that lasts."""
    held = held_member.alias("holding_member")
    return (
        exists()
        .where(
            held.c.community_id == community,
            held.c.member == member,
            held.c.released_at.is_(None),
            true() if hold is None else held.c.hold == hold,
        )
        .correlate_except(held)
    )


def in_held_thread(row: Table, *, hold: ColumnElement[Any] | None = None) -> ColumnElement[bool]:
    """Whether a post is in a thread that a hold reaches."""
    return _held_thread(row.c.community_id, row.c.thread, hold)


def of_held_thread(row: Table, *, hold: ColumnElement[Any] | None = None) -> ColumnElement[bool]:
    """Whether a row belongs to a post of such a thread."""
    its = post.alias("held_post")
    return (
        exists()
        .where(
            its.c.community_id == row.c.community_id,
            its.c.id == row.c.post,
            _held_thread(its.c.community_id, its.c.thread, hold),
        )
        .correlate_except(its)
    )


def _held_thread(
    community: ColumnElement[Any], thread: ColumnElement[Any], hold: ColumnElement[Any] | None
) -> ColumnElement[bool]:
    held = held_thread.alias("holding_thread")
    return (
        exists()
        .where(
            held.c.community_id == community,
            held.c.thread == thread,
            held.c.released_at.is_(None),
            true() if hold is None else held.c.hold == hold,
        )
        .correlate_except(held)
    )


def is_open(row: Table) -> ColumnElement[bool]:
    """Whether a hold lasts: until then its own title and reason stay, too."""
    return row.c.released_at.is_(None)


OF_THIS_HOLD = Holds(
    rows={
        "commkit_post": (lambda row: in_held_thread(row, hold=_THIS),),
        "commkit_revision": (lambda row: of_held_thread(row, hold=_THIS),),
        "commkit_attachment": (lambda row: of_held_thread(row, hold=_THIS),),
        legal_hold.name: (lambda row: row.c.id == _THIS,),
    },
    members=(lambda community, member: is_held_member(community, member, hold=_THIS),),
)
"""What one hold reaches, `:hold`."""


def behind_walls(row: Table) -> ColumnElement[bool]:
    """Whether a row stands behind walls: whether any id in it is of what does.

    Of which tables other features keep what is said in walled spaces, nobody knows here. So it asks every id that names
    no person: that of a post, a space or a group. What is not known to be open is not shown.
    """
    ids = [
        column
        for column in row.columns
        if isinstance(column.type, Id)
        and column.name != "community_id"
        and ((about := declared(column)) is None or not about.names)
    ]
    here = row.c.community_id
    return or_(false(), *(_is_walled(here, column) for column in ids))


def _is_walled(community: ColumnElement[Any], id: ColumnElement[Any]) -> ColumnElement[bool]:
    its, opening, place = post.alias("walled_post"), post.alias("walled_opening"), space.alias("walled_space")
    in_thread = (
        its.c.id == id,
        opening.c.id == its.c.thread,
        its.c.community_id == community,
        opening.c.community_id == community,
        _has_wall(community, opening.c.audience),
    )
    of_space = (place.c.community_id == community, place.c.id == id, _has_wall(community, place.c.audience))
    return id.is_not(None) & or_(
        exists().where(*in_thread).correlate_except(its, opening),
        exists().where(*of_space).correlate_except(place),
        _has_wall(community, id),
    )


def _has_wall(community: ColumnElement[Any], id: ColumnElement[Any]) -> ColumnElement[bool]:
    inside = group.alias()
    return (
        exists()
        .where(inside.c.community_id == community, inside.c.id == id, inside.c.walled)
        .correlate_except(inside)
    )
