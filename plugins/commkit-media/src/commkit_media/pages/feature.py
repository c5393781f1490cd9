"""The feature of threads on pages of the host, with its settings."""

from attrs import frozen

from commkit import Feature, Invalid
from commkit_media.pages.addresses.policy import ascii_host
from commkit_media.pages.facts import PageMoved, PageOpened, PageSectionSet, PagesMerged
from commkit_media.pages.ports import PageDirectory
from commkit_media.pages.records import (
    FoundPage,
    PageAddress,
    PageCount,
    PageSection,
    PageState,
    PageView,
    ThreadOfPage,
)
from commkit_media.policy import MEMBER, MIGRATIONS, STEWARD, raise_if_invalid
from commkit_media.tables import PAGES

TRACKING = (
    "utm_*",
    "mtm_*",
    "pk_campaign",
    "pk_kwd",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "twclid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "_ga",
)
"""Parameters by which sites and advertisers tell where a reader came from; they name no other page."""

MANAGE_PAGES = "media.manage_pages"
"""The permission to bind, move and merge pages; moderators of a space have it for the pages that stand there."""


@frozen
class PageSettings:
    """Which pages have threads, and how.

    Attributes:
        hosts: The sites whose pages have threads: `news.example`, `news.example:8443`, or `*.news.example` for all
            below it. Pages of other sites are refused; without any, pages are named by ids of the host's alone.
        tracking: Parameters of addresses that name no other page; `utm_*` for all that begin so. What is added later
            holds for pages from then on: merge pages that had two threads.
        kind: The kind of post that opens the thread of a page whose first comment is written.

    Raises:
        Invalid: One of the sites is no host (`media.bad_settings`).
    """

    hosts: tuple[str, ...] = ()
    tracking: tuple[str, ...] = TRACKING
    kind: str = "page"

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            (
                "hosts",
                "bad_host",
                f"{host!r} is no host in lower case and in its xn-- form; such as news.example",
            )
            for host in self.hosts
            if not _is_site(host)
        )
        raise_if_invalid(
            ("tracking", "bad_name", f"{name!r} is no name of a parameter; such as ref, or utm_*")
            for name in self.tracking
            if not name.removesuffix("*") or any(sign in name.removesuffix("*") for sign in "*&=?# ")
        )


def _is_site(host: str) -> bool:
    name, _, port = host.removeprefix("*.").partition(":")
    try:
        return ascii_host(name) == name and (not port or (port.isdigit() and 0 < int(port) < 65_536))
    except Invalid:
        return False


page_feature = Feature(
    "media.pages",
    tables=PAGES,
    migrations=MIGRATIONS,
    settings=PageSettings(),
    requires=("posts",),
    port_types=(PageDirectory,),
    grants={
        "visitor": {"media.read_pages"},
        MEMBER: {"media.comment_on_page", f"{MANAGE_PAGES}:space"},
        STEWARD: {MANAGE_PAGES, "media.set_sections"},
    },
    facts=(PageOpened, PageMoved, PagesMerged, PageSectionSet),
    records=(PageAddress, PageSection, PageState, PageView, PageCount, ThreadOfPage, FoundPage),
)
"""Threads on pages of the host, made by the first comment."""
