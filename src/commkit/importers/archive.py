"""A community for an import to go into."""

from datetime import timedelta

from commkit.communities import Community, CreateCommunity, ReadCommunity
from commkit.importers.kit_protocol import KitProtocol
from commkit.runtime.model.errors import Conflict, NotFound
from commkit.runtime.sessions.composition import SYSTEM

_UNTIL_REVIEW = timedelta(days=90)


def ensure_archive_community(
    kit: KitProtocol, slug: str, type: str, *, title: str, purpose: str, owner: str | None = None
) -> Community:
    """The community of a slug; created by the host as an archive where there is none.

    An archive has the settings that its type gives to communities for which nobody answers yet, and promises little:
    an hour of care a week, and a review in 90 days, by which its purpose and its stewards should be found.

    Args:
        kit: The Kit.
        slug: Its name in addresses.
        type: Its community type.
        title: Its name for people.
        purpose: What it is for.
        owner: The host's key of who will own it; nobody where it is left out.

    Raises:
        Invalid: The slug or the title is malformed, or no such type is installed.
        Conflict: There is a community of that slug and of another type.
    """
    try:
        here = kit.transact(SYSTEM, slug, lambda session: session.ask(ReadCommunity()), read_only=True)
    except NotFound:
        return kit.transact(
            owner or SYSTEM,
            None,
            lambda lobby: lobby.do(_create_command(kit, slug, type, title=title, purpose=purpose)),
        )
    if here.type != type:
        raise Conflict(
            "importers.other_type",
            f"{slug!r} is a community of type {here.type!r}; name that type, or another slug",
        )
    return here


def _create_command(kit: KitProtocol, slug: str, type: str, *, title: str, purpose: str) -> CreateCommunity:
    made = next((made for made in kit.types if made.name == type), None)
    return CreateCommunity(
        slug,
        type=type,
        title=title,
        purpose=purpose,
        care_hours=1,
        review_on=(kit.clock() + _UNTIL_REVIEW).date(),
        settings=made.archive_settings if made else {},
    )
