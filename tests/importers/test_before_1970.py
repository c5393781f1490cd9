"""Posts from before 1970, where the clocks of computers begin, come in and are found page by page."""

from datetime import UTC, datetime
from uuid import uuid4

from commkit import SYSTEM, Kit
from commkit.importers import ExternalPost, ImportThreads
from commkit.posts import ListThreads, ThreadOrder
from tests.helpers import ask, do
from tests.sample import create_community

YEARS = (835, 1066, 1969, 2020)


def test_old_posts_are_imported_in_order(kit: Kit) -> None:
    create_community(kit)
    posts = tuple(
        ExternalPost(
            external_id=str(year),
            title=f"In {year}",
            body="How was it?",
            markup="markdown",
            created_at=datetime(year, 1, 1, tzinfo=UTC),
        )
        for year in YEARS
    )
    do(kit, SYSTEM, "town", ImportThreads("chronicle", uuid4(), posts))
    for sort, years in ((ThreadOrder.UNANSWERED, YEARS), (ThreadOrder.ACTIVE, YEARS[::-1])):
        met: list[int] = []
        after = None
        while len(met) < len(YEARS):
            page = ask(kit, None, "town", ListThreads(order=sort, limit=1, after=after))
            met += [post.created_at.year for post in page.items]
            after = page.next
        assert tuple(met) == years
        assert after is None
