"""Spaces for tests: each has an audience of some members, and holds what tests write into it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update

from commkit import Kit
from commkit.communities import community
from commkit.members import GroupId, group, group_member, membership
from commkit.spaces import SpaceId, SpaceJoinPolicy, space

_AT = datetime(2030, 1, 1, tzinfo=UTC)


def add_space(
    kit: Kit, slug: str = "board", members: Iterable[str] = (), *, walled: bool = False, town: str = "town"
) -> SpaceId:
    """A space whose audience are these members and nobody else.

    Args:
        kit: The kit.
        slug: Its name, and that of its audience.
        members: The keys of the members of the audience.
        walled: Whether stewards and owners do not see in either.
        town: The slug of the community.
    """
    id, audience = SpaceId(uuid4()), GroupId(uuid4())
    with kit.database.engine.begin() as connection:
        here = _community(connection, town)
        connection.execute(insert(group).values(
            community_id=here, id=audience, name=slug, title=slug, open=False, walled=walled, kept_by="",
            created_at=_AT, member_count=0,
        ))  # fmt: skip
        connection.execute(insert(space).values(
            community_id=here, id=id, slug=slug, title=slug, purpose="", position=0, kinds=(), rules="",
            audience=audience, listed=True, join_policy=SpaceJoinPolicy.INVITE, kept_by="", created_at=_AT,
        ))  # fmt: skip
    for key in members:
        enter_space(kit, id, key)
    return id


def enter_space(kit: Kit, id: SpaceId, key: str) -> None:
    """Make a member one of the audience of a space."""
    with kit.database.engine.begin() as connection:
        here, audience = _audience(connection, id)
        connection.execute(insert(group_member).values(
            community_id=here, group=audience, member=_member(connection, here, key), at=_AT
        ))  # fmt: skip


def leave_space(kit: Kit, id: SpaceId, key: str) -> None:
    """Take a member out of the audience of a space."""
    with kit.database.engine.begin() as connection:
        here, audience = _audience(connection, id)
        connection.execute(delete(group_member).where(
            group_member.c.community_id == here, group_member.c.group == audience,
            group_member.c.member == _member(connection, here, key),
        ))  # fmt: skip


def archive_space(kit: Kit, id: SpaceId) -> None:
    """Close a space for writing."""
    with kit.database.engine.begin() as connection:
        connection.execute(update(space).where(space.c.id == id).values(archived_at=_AT))


def _community(connection: Any, slug: str) -> UUID:
    found: UUID = connection.execute(
        select(community.c.community_id).where(community.c.slug == slug)
    ).scalar_one()
    return found


def _audience(connection: Any, id: SpaceId) -> Any:
    return connection.execute(select(space.c.community_id, space.c.audience).where(space.c.id == id)).one()


def _member(connection: Any, here: UUID, key: str) -> UUID:
    found: UUID = connection.execute(
        select(membership.c.id).where(membership.c.community_id == here, membership.c.key == key)
    ).scalar_one()
    return found
