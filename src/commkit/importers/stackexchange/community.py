"""A community for a dump to go into."""

from commkit.communities import Community
from commkit.importers.archive import ensure_archive_community
from commkit.importers.kit_protocol import KitProtocol


def ensure_community(
    kit: KitProtocol, slug: str, type: str, *, title: str, owner: str | None = None
) -> Community:
    """The community of a slug; created by the host as an archive where there is none.

    An archive has the settings that its type gives to communities for which nobody answers yet, and promises little:
    an hour of care a week, and a review in 90 days, by which its purpose and its stewards should be found.

    Args:
        kit: The Kit.
        slug: Its name in addresses.
        type: Its community type.
        title: Its name for people.
        owner: The host's key of who will own it; nobody where it is left out.

    Raises:
        Invalid: The slug or the title is malformed, or no such type is installed.
        Conflict: There is a community of that slug and of another type.
    """
    purpose = f"Keeps what was asked and answered in {title}, as a Stack Exchange data dump tells it."
    return ensure_archive_community(kit, slug, type, title=title, purpose=purpose, owner=owner)
