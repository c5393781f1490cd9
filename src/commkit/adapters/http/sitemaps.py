"""Sitemaps at addresses: `{base}/{community}/-/sitemap.xml`, and those that it names; as visitors read them."""

from collections.abc import Callable, Iterator

from commkit.adapters.http.answers import PUBLIC, tagged_answer
from commkit.adapters.http.contract import Contract, community_of
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.reading import READING, check_method, read_query
from commkit.adapters.http.steps import Plan, Transfer
from commkit.adapters.http.values import Request, Response
from commkit.adapters.search_engines import (
    check_listed,
    events_sitemap,
    members_sitemap,
    pages_sitemap,
    site_of,
    sitemap_index,
    threads_sitemap,
)
from commkit.crawlers import ListCrawledThreads
from commkit.kit import Kit
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import CommunityId

INDEX = "/-/sitemap.xml"
_XML = "text/xml; charset=utf-8"
_NAMES: dict[str, tuple[str, ...]] = {
    INDEX: (),
    "/-/sitemap-pages.xml": (),
    "/-/sitemap-threads.xml": ("space", "after"),
    "/-/sitemap-members.xml": ("after",),
    "/-/sitemap-events.xml": (),
}
"""The addresses below a community, and what their queries may name."""


def is_sitemap(path: str) -> bool:
    """Whether a path below a community is that of a sitemap."""
    return path in _NAMES


def plan_sitemap(contract: Contract, request: Request, community: str, path: str) -> Plan:
    """The plan of a sitemap; it has at most 10,000 addresses, so that it is made before it is sent, with an ETag.

    It is kept for a minute, for whoever may see it then: that is asked each time.

    Args:
        contract: The contract.
        request: The request.
        community: The segment of its path that names the community.
        path: The path below it.

    Raises:
        BadRequest: The query names something else.
        NotFound: There is no such community for visitors, it wants to be in no search engine, or the host has not said
            where its site is.
    """
    check_method(request, *READING)
    values = read_query(request.query)
    if values.keys() - set(_NAMES[path]):
        raise BadRequest(400, "unknown_name", "send the address as the index of the sitemaps gives it")
    if not site_of(contract.kit).base_url:
        raise NotFound(
            "http.no_site", "to have sitemaps, give the Kit the address of its site: ports={Site: Site(...)}"
        )
    asked = contract.kit.load("crawlers.list_crawled_threads", values, from_texts=True)
    assert isinstance(asked, ListCrawledThreads)
    place = community_of(community) or community
    make = _maker(contract.kit, place, f"{request.base}/{place}/-/", path, asked)

    def ask() -> bytes:
        # By what was read, and not by how it was written: an id has many spellings, of which each would be made.
        key = (check_listed(contract.kit, place), request.base, str(place), path, asked.space, asked.after)
        return contract.sitemaps.ask(key, lambda: "".join(make()).encode())

    body: bytes = yield Transfer(ask)
    answer: Response = tagged_answer(request, body, _XML, ("Cache-Control", PUBLIC))
    return answer.with_headers(("X-Robots-Tag", "noindex"))  # itself is no page to be found


def _maker(
    kit: Kit, place: str | CommunityId, below: str, path: str, asked: ListCrawledThreads
) -> Callable[[], Iterator[str]]:
    return {
        INDEX: lambda: sitemap_index(kit, place, at=site_of(kit).absolute(below)),
        "/-/sitemap-pages.xml": lambda: pages_sitemap(kit, place),
        "/-/sitemap-threads.xml": lambda: threads_sitemap(kit, place, space=asked.space, after=asked.after),
        "/-/sitemap-members.xml": lambda: members_sitemap(kit, place, after=asked.after),
        "/-/sitemap-events.xml": lambda: events_sitemap(kit, place),
    }[path]
