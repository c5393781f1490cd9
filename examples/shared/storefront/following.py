"""How a community is followed from a feed reader and a calendar, see docs/how-to/offer-feeds-and-calendars.md."""

from typing import Any
from urllib.parse import urlencode

from attrs import frozen

from commkit import Kit, Session
from commkit.adapters.search_engines import site_of
from commkit.events import ViewEvents
from commkit.feeds import ListMyFeedTokens

FEEDS = (("Atom", "threads.atom"), ("RSS", "threads.rss"), ("JSON Feed", "threads.json"))


@frozen
class Address:
    """One that a feed reader or a calendar program is given."""

    label: str
    url: str


def addresses(kit: Kit, slug: str, secret: str | None = None) -> list[Address]:
    """Those that show what visitors read; with the secret of a token, what its member does."""
    base, query = site_of(kit).absolute(f"/c/{slug}/-/"), f"?{urlencode({'token': secret})}" if secret else ""
    feeds = [Address(label, f"{base}feeds/{name}{query}") for label, name in FEEDS]
    return [
        *feeds,
        Address("Calendar", f"{base}calendar/mine.ics{query}" if secret else f"{base}calendar.ics"),
    ]


def what_to_follow(kit: Kit, slug: str, session: Session) -> dict[str, Any]:
    """What the page shows: the addresses for everybody, events to come, and the tokens of who reads."""
    return {
        "addresses": addresses(kit, slug),
        "events": session.ask(ViewEvents(limit=3)).items,
        "may_make": session.may_send(ListMyFeedTokens),
        "tokens": session.ask(ListMyFeedTokens()) if session.may_send(ListMyFeedTokens) else (),
    }
