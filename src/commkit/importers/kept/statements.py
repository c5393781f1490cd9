"""The SQL of kept records: one table for each, so the statements are made alike."""

from collections.abc import Callable
from typing import Any

from attrs import frozen
from sqlalchemy import Select, Table, bindparam, func, insert, or_, select, update

from commkit.importers.kept.records import (
    ImportedBadge,
    ImportedBounty,
    ImportedClosing,
    ImportedLink,
    ImportedPage,
    ImportedPostEvent,
)
from commkit.importers.kept.tables import badge, bounty, closing, event, link, original, page, voter
from commkit.members import membership
from commkit.posts import Post, post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, insert_if_absent, statement, visible_statement
from commkit.runtime.storage.visibility import Visible


def _columns(table: Table, names: tuple[str, ...]) -> list[Any]:
    """The columns of a record; the name of a member is the present one."""
    named = func.coalesce(membership.c.name, table.c.get("member_name"))
    return [named if name == "member_name" else table.c[name] for name in names]


def _select(table: Table, names: tuple[str, ...]) -> Select[Any]:
    chosen: Any = select(*_columns(table, names))
    if "member_name" in names:
        chosen = chosen.select_from(
            table.outerjoin(
                membership,
                (membership.c.community_id == table.c.community_id) & (membership.c.id == table.c.member),
            )
        )
    made: Select[Any] = chosen
    return made


def _page(chosen: Select[Any], table: Table) -> Select[Any]:
    return (
        chosen.where(
            table.c.community_id == bindparam("community_id"), table.c.id > bindparam("after", type_=Id)
        )
        .order_by(table.c.id)
        .limit(bindparam("size"))
    )


@frozen
class KeptStatements:
    """The statements of one kind of records.

    Attributes:
        add: Adds one.
        page: A page of those of an object, by id.
        untaken: A batch of those that no feature took, by id.
        take: Says which feature took one.
    """

    add: Statement[Any]
    page: Statement[Any]
    untaken: Statement[Any]
    take: Statement[Any]


def _statements(
    table: Table, record: Callable[..., Any], names: tuple[str, ...], of: Callable[[], Any]
) -> KeptStatements:
    return KeptStatements(
        add=statement(lambda: insert(table)),
        page=statement(lambda: _page(_select(table, names), table).where(of()), into=record),
        untaken=statement(
            lambda: _page(_select(table, names), table).where(table.c.taken_by.is_(None)), into=record
        ),
        take=statement(
            lambda: (
                update(table)
                .values(taken_by=bindparam("feature"))
                .where(table.c.community_id == bindparam("community_id"), table.c.id == bindparam("kept"))
            )
        ),
    )


def _of(column: Any) -> Callable[[], Any]:
    return lambda: column == bindparam("of", type_=Id)


BADGES = _statements(
    badge,
    ImportedBadge,
    ("id", "member", "name", "level", "of_tag", "at", "taken_by"),
    _of(badge.c.member),
)
CLOSINGS = _statements(
    closing,
    ImportedClosing,
    ("id", "post", "reason", "member", "member_name", "at", "reopened", "taken_by"),
    _of(closing.c.post),
)
BOUNTIES = _statements(
    bounty,
    ImportedBounty,
    ("id", "post", "amount", "member", "at", "ended", "taken_by"),
    _of(bounty.c.post),
)
EVENTS = _statements(
    event,
    ImportedPostEvent,
    ("id", "post", "kind", "detail", "member", "member_name", "at", "taken_by"),
    _of(event.c.post),
)
PAGES = _statements(
    page,
    ImportedPage,
    ("id", "post", "url", "identifier", "at", "taken_by"),
    _of(page.c.post),
)
LINKS = _statements(
    link,
    ImportedLink,
    ("id", "kind", "post", "related", "at", "taken_by"),
    lambda: or_(link.c.post == bindparam("of", type_=Id), link.c.related == bindparam("of", type_=Id)),
)
"""Its page has every link; readers see those of `VISIBLE_LINKS`."""

_other = post.alias("other")


def _visible_links(visible: Visible) -> Select[Any]:
    """The links of a post whose other end the reader may see."""
    of = bindparam("of", type_=Id)
    return _page(
        _select(link, ("id", "kind", "post", "related", "at", "taken_by")).join(
            _other,
            (_other.c.community_id == link.c.community_id)
            & or_(
                (link.c.post == of) & (_other.c.id == link.c.related),
                (link.c.related == of) & (link.c.post != of) & (_other.c.id == link.c.post),
            ),
        ),
        link,
    ).where(or_(link.c.post == of, link.c.related == of), visible(Post, _other))


VISIBLE_LINKS = visible_statement(_visible_links, into=ImportedLink)

ADD_VOTER = statement(lambda: insert_if_absent(voter))
ADD_ORIGINAL = statement(lambda: insert_if_absent(original))
VOTERS = statement(
    lambda: (
        select(voter.c.event, voter.c.member)
        .where(
            voter.c.community_id == bindparam("community_id"),
            voter.c.event.in_(bindparam("ids", expanding=True)),
        )
        .order_by(voter.c.event, voter.c.member)
    )
)
ORIGINALS = visible_statement(
    lambda visible: (
        select(original.c.closing, original.c.post)
        .select_from(
            original.join(
                post, (post.c.community_id == original.c.community_id) & (post.c.id == original.c.post)
            )
        )
        .where(
            original.c.community_id == bindparam("community_id"),
            original.c.closing.in_(bindparam("ids", expanding=True)),
            visible(Post, post),
        )
        .order_by(original.c.closing, original.c.post)
    )
)
