"""The limits of sitemaps and of what is asked about a page."""

from collections.abc import Sequence

from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import MemberId

MAX_SITEMAP = 50_000
"""Pages in a sitemap, at most (sitemaps.org, "Sitemap file format")."""
MAX_WRITERS = 1_000
"""Writers of a page, or members, that are asked about at once."""


def check_named(name: str, members: Sequence[MemberId]) -> None:
    """Check how many members are asked about.

    Raises:
        Invalid: They are too many.
    """
    if len(members) > MAX_WRITERS:
        raise Invalid.field(name, "too_many", f"name at most {MAX_WRITERS} {name} at once")


def check_number(name: str, number: int, most: int) -> None:
    """Check how much is asked for.

    Raises:
        Invalid: It is out of range.
    """
    if not 1 <= number <= most:
        raise Invalid.field(name, "out_of_range", f"ask for 1 to {most}")
