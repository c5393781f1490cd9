"""The head of a page as escaped HTML: canonical address, description, Open Graph (https://ogp.me), robots."""

from collections.abc import Iterable
from html import escape

from commkit.adapters.search_engines.places import Place
from commkit.adapters.search_engines.robots import robots_meta
from commkit.crawlers import CrawlerRules
from commkit.events import EventView
from commkit.members import MemberView
from commkit.posts import ThreadPage

_EVERYTHING = CrawlerRules()


def community_head(place: Place, rules: CrawlerRules = _EVERYTHING) -> str:
    """The elements for the head of a community's own page, such as the list of its threads.

    Args:
        place: As for `thread_head`.
        rules: What crawlers may do with it: `ReadCrawlerRules(writers=...)`, with who wrote what the page shows.
    """
    community = place.community
    return _head(
        place,
        title=community.title,
        description=community.purpose,
        kind="website",
        url=place.home,
        rules=rules,
    )


def thread_head(place: Place, page: ThreadPage, rules: CrawlerRules = _EVERYTHING) -> str:
    """The elements for the head of a thread's page, each on a line.

    Args:
        place: Where, from `place_of`.
        page: What a visitor's `ViewThread` gave.
        rules: What crawlers may do with it, see `thread_rules`.
    """
    post = page.thread.post
    times = [("article:published_time", post.created_at.isoformat())]
    if post.edited_at is not None:
        times.append(("article:modified_time", post.edited_at.isoformat()))
    return _head(
        place,
        title=post.title,
        description=page.thread.excerpt,
        kind="article",
        url=place.link("Post", post.id),
        more=[*times, *(("article:tag", tag) for tag in post.tags)],
        rules=rules,
        licence=place.licence(page.thread.fields),
    )


def event_head(place: Place, view: EventView, rules: CrawlerRules = _EVERYTHING) -> str:
    """The elements for the head of an event's page.

    Args:
        place: As for `thread_head`.
        view: One of what a visitor's `ViewEvents` gave.
        rules: What crawlers may do with it.
    """
    return _head(
        place,
        title=view.event.title,
        description=view.excerpt,
        kind="website",
        url=place.link("Event", view.event.id),
        rules=rules,
    )


def profile_head(place: Place, view: MemberView, rules: CrawlerRules = _EVERYTHING) -> str:
    """The elements for the head of a member's page.

    Args:
        place: As for `thread_head`.
        view: One of what a visitor's `ViewMembers` gave.
        rules: What crawlers may do with it: `ReadCrawlerRules(owner=...)`.
    """
    return _head(
        place,
        title=view.member.name,
        description="",
        kind="profile",
        url=place.link("Membership", view.member.id),
        rules=rules,
    )


def _head(
    place: Place,
    *,
    title: str,
    description: str,
    kind: str,
    url: str,
    more: Iterable[tuple[str, str]] = (),
    rules: CrawlerRules,
    licence: str = "",
) -> str:
    properties = [
        ("og:title", title),
        ("og:type", kind),
        ("og:site_name", place.community.title),
        ("og:description", description),
        ("og:url", url),
        *more,
    ]
    lines = [
        f'<link rel="canonical" href="{escape(url)}">' if url else "",
        f'<link rel="license" href="{escape(licence)}">' if licence else "",
        f'<meta name="description" content="{escape(description)}">' if description else "",
        *(f'<meta property="{name}" content="{escape(value)}">' for name, value in properties if value),
        robots_meta(rules),
    ]
    return "\n".join(line for line in lines if line)
