"""Sitemaps at addresses: `{base}/{community}/-/sitemap.xml`, and those that it names; as visitors read them."""

from collections.abc import Callable, Iterator
from typing import Any

from commkit.adapters.http.answers import PUBLIC, tagged_answer
from commkit.adapters.http.contract import Contract, community_of
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.reading import READING, check_method, read_query
from commkit.adapters.http.steps import Plan, Transfer
from commkit.adapters.http.values import Request, Response
from commkit.adapters.search_engines import (
    events_sitemap,
    members_sitemap,
    pages_sitemap,
    site_of,
    sitemap_index,
    threads_sitemap,
)
from commkit.crawlers import ListCrawledThreads
from commkit.runtime.model.errors import NotFound

INDEX = "/-/sitemap.xml"
_XML = "application/xml; charset=utf-8"
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
    make = _maker(contract, request, community, path, values)
    body: bytes = yield Transfer(lambda: "".join(make()).encode())
    answer: Response = tagged_answer(request, body, _XML, ("Cache-Control", PUBLIC))
    return answer.with_headers(("X-Robots-Tag", "noindex"))  # itself is no page to be found


def _maker(
    contract: Contract, request: Request, community: str, path: str, values: dict[str, Any]
) -> Callable[[], Iterator[str]]:
    kit, place = contract.kit, community_of(community) or community
    asked = kit.load("crawlers.list_crawled_threads", values, from_texts=True)
    assert isinstance(asked, ListCrawledThreads)
    if path == INDEX:
        at = site_of(kit).absolute(f"{request.base}/{community}/-/")
        return lambda: sitemap_index(kit, place, at=at)
    return {
        "/-/sitemap-pages.xml": lambda: pages_sitemap(kit, place),
        "/-/sitemap-threads.xml": lambda: threads_sitemap(kit, place, space=asked.space, after=asked.after),
        "/-/sitemap-members.xml": lambda: members_sitemap(kit, place, after=asked.after),
        "/-/sitemap-events.xml": lambda: events_sitemap(kit, place),
    }[path]
