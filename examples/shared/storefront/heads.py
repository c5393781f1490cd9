"""What public pages tell crawlers and previews of links, see docs/how-to/show-communities-to-search-engines.md."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen

from commkit import Kit, MemberId, Session
from commkit.adapters.search_engines import (
    CrawledCommunity,
    community_head,
    crawler_headers,
    json_ld_script,
    place_of,
    robots_meta,
    robots_txt,
    site_of,
    thread_data,
    thread_head,
    thread_rules,
)
from commkit.crawlers import CrawlerRules, ReadCrawlerRules
from commkit.posts import ThreadPage, ThreadView


def page_of(slug: str, record: str, id: UUID) -> str:
    """The address of a record's page; that of a reply leads on to where it stands in its thread."""
    return {"Community": "/help", "Post": f"/help/{id}"}.get(record, "")


@frozen
class Head:
    """What a page says about itself: elements of its head, as HTML that is escaped, and headers."""

    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()


NOTHING = Head()
"""Of pages that somebody signed in for: no crawler does."""


def head_of_thread(kit: Kit, session: Session, page: ThreadPage) -> Head:
    """The head of a thread's page, with its structured data."""
    if session.actor is not None:
        return NOTHING
    rules, place = session.ask(thread_rules(page)), place_of(kit, session.community)
    html = f"{thread_head(place, page, rules)}\n{json_ld_script(thread_data(place, page))}"
    return Head(html, crawler_headers(rules))


def head_of_community(kit: Kit, session: Session, threads: Iterable[ThreadView]) -> Head:
    """The head of the page that lists threads."""
    if session.actor is not None:
        return NOTHING
    rules = _rules_for(session, (view.author.member for view in threads))
    return Head(community_head(place_of(kit, session.community), rules), crawler_headers(rules))


def head_of_words(session: Session, writers: Iterable[MemberId | None]) -> Head:
    """The head of a page of the shop's own on which some members are quoted."""
    if session.actor is not None:
        return NOTHING
    rules = _rules_for(session, writers)
    return Head(robots_meta(rules), crawler_headers(rules))


def _rules_for(session: Session, writers: Iterable[MemberId | None]) -> CrawlerRules:
    return session.ask(ReadCrawlerRules(writers=tuple({each for each in writers if each is not None})))


def robots(kit: Kit, slug: str) -> str:
    """The shop's robots.txt: what the community asks of crawlers, and where its sitemap is."""
    with kit.session(None, slug, read_only=True) as s:
        place, rules = place_of(kit, s.community), s.ask(ReadCrawlerRules())
    sitemap = site_of(kit).absolute(f"/c/{slug}/-/sitemap.xml")
    return robots_txt([CrawledCommunity(place, rules, sitemap=sitemap)])
