"""The community that a dump is imported into."""

from commkit.communities import Community
from commkit.importers.archive import ensure_archive_community
from commkit.importers.ports import KitProtocol


def ensure_community(
    kit: KitProtocol, slug: str, type: str | None, *, title: str, owner: str | None = None
) -> Community:
    """Find the community that a dump is imported into; where there is none of this slug, create an archive.

    An archive has the `archive_settings` of its type. It is created with an hour of care a week and a review in 90
    days: until then somebody should give it a purpose and stewards.

    Args:
        kit: The Kit.
        slug: The community's slug.
        type: The name of the community's type; it may be left out where the community is there.
        title: The title of an archive that is created, which its purpose names.
        owner: The host's key of the user who creates it and owns it; by default the host itself creates it, and it has
            no owner.

    Raises:
        Invalid: The slug or the title is malformed, no such type is installed, or there is no community of that slug
            and no type is named.
        Conflict: The community of that slug has another type.
    """
    purpose = f"Keeps the questions and answers of {title}, from a Stack Exchange data dump."
    return ensure_archive_community(kit, slug, type, title=title, purpose=purpose, owner=owner)
