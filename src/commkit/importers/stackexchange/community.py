"""The community that a dump is imported into."""

from commkit.communities import Community
from commkit.importers.archive import ensure_archive_community
from commkit.importers.ports import KitProtocol


def ensure_community(
    kit: KitProtocol, slug: str, type: str, *, title: str, owner: str | None = None
) -> Community:
    """The community of a slug; where there is none, the host creates an archive.

    An archive has the `archive_settings` of its type, an hour of care a week, and a review in 90 days, by which it
    should have a purpose and stewards.

    Args:
        kit: The Kit.
        slug: Its slug.
        type: Its community type.
        title: Its title.
        owner: The host's key of its owner; it has no owner where this is left out.

    Raises:
        Invalid: The slug or the title is malformed, or no such type is installed.
        Conflict: The community of that slug has another type.
    """
    purpose = f"Keeps the questions and answers of {title}, from a Stack Exchange data dump."
    return ensure_archive_community(kit, slug, type, title=title, purpose=purpose, owner=owner)
