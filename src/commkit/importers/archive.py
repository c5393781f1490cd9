"""The community that an import writes to."""

from datetime import timedelta

from commkit.communities import Community, CreateCommunity, ReadCommunity
from commkit.importers.ports import KitProtocol
from commkit.importers.post_kinds import opening_kind
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.sessions.composition import SYSTEM

_TIME_TO_REVIEW = timedelta(days=90)


def ensure_archive_community(
    kit: KitProtocol, slug: str, type: str | None, *, title: str, purpose: str, owner: str | None = None
) -> Community:
    """The community of a slug; where there is none, the host creates an archive.

    An archive has the `archive_settings` of its type, an hour of care a week, and a review in 90 days, by which it
    should have a purpose and stewards.

    Args:
        kit: The Kit.
        slug: Its slug.
        type: Its community type; it may be left out where the community is there.
        title: Its title.
        purpose: Its purpose.
        owner: The host's key of its owner; it has no owner where this is left out.

    Raises:
        Invalid: The slug or the title is malformed, no such type is installed, or there is no community of that slug
            and no type is named.
        Conflict: The community of that slug has another type.
    """
    try:
        existing = kit.transact(SYSTEM, slug, lambda session: session.ask(ReadCommunity()), read_only=True)
    except NotFound:
        if type is None:
            raise Invalid.field("type", "missing", _name_a_type(kit, slug)) from None
        return kit.transact(
            owner or SYSTEM,
            None,
            lambda lobby: lobby.do(_create_command(kit, slug, type, title=title, purpose=purpose)),
        )
    if type not in (None, existing.type):
        raise Conflict(
            "importers.other_type",
            f"{slug!r} is a community of type {existing.type!r}; name that type, or another slug",
        )
    return existing


def require_opening_kind(kit: KitProtocol, community: str) -> None:
    """Check that posts of a community's type can open threads, before anything is imported.

    Raises:
        NotFound: There is no such community.
        Conflict: No kind of its type opens threads.
    """
    existing = kit.transact(SYSTEM, community, lambda session: session.ask(ReadCommunity()), read_only=True)
    opening_kind(next(known for known in kit.types if known.name == existing.type))


def _name_a_type(kit: KitProtocol, slug: str) -> str:
    known = ", ".join(sorted(type.name for type in kit.types))
    return f"there is no community {slug!r} yet; name the type it is to be of ({known}), or another slug"


def _create_command(kit: KitProtocol, slug: str, type: str, *, title: str, purpose: str) -> CreateCommunity:
    community_type = next((known for known in kit.types if known.name == type), None)
    return CreateCommunity(
        slug,
        type=type,
        title=title,
        purpose=purpose,
        care_hours=1,
        review_on=(kit.clock() + _TIME_TO_REVIEW).date(),
        settings=community_type.archive_settings if community_type else {},
    )
