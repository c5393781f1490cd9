"""What the host tells of its site: at which address each thing has its page, for mails, sitemaps and search engines."""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

from attrs import frozen

from commkit.rendering import absolute_link
from commkit.runtime.model.errors import Invalid

_MAX_URL = 500


def no_link(slug: str, record: str, id: UUID) -> str:
    """No link."""
    return ""


@frozen(kw_only=True)
class Site:
    """The addresses of the host's pages; a host passes it to the Kit with `ports={Site: Site(...)}`.

    A host that sends mail gives a `MailSite`, which is a `Site`, and needs no second one.

    Attributes:
        base_url: The URL of the site, such as `https://example.org/`: every relative link starts from it. Without it
            relative results of `link` are left out.
        link: Function from the community's slug, a record's class name and an id to the URL of its page, or empty. The
            names are those of records: `Post`, `Event`, `Membership`, `Space`, `Community`.

    Raises:
        Invalid: The URL is none, is not absolute, or is too long.
    """

    base_url: str = ""
    link: Callable[[str, str, UUID], str] = no_link

    def __attrs_post_init__(self) -> None:
        if self.base_url:
            check_url("base_url", self.base_url)

    def object_link(self, slug: str, record: str, id: UUID) -> str:
        """The absolute URL of an object's page; empty if it has none."""
        return self.absolute(self.link(slug, record, id))

    def absolute(self, url: str) -> str:
        """A URL of the site, made absolute; empty if it is empty or leads nowhere."""
        return (absolute_link(url, base_url=self.base_url) or "") if url else ""


def check_url(name: str, url: str) -> None:
    """Check a URL that links are made of."""
    if not _is_absolute(url):
        raise Invalid.field(
            name,
            "no_url",
            "give an absolute URL, such as https://example.org/; a relative unsubscribe_url needs a base_url",
        )
    if "?" in url or "#" in url:
        raise Invalid.field(name, "no_query", "give it without a query and a fragment")
    if len(url) > _MAX_URL:
        raise Invalid.field(name, "too_long", f"use at most {_MAX_URL} characters")


def _is_absolute(url: str) -> bool:
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no URL by any reading, such as https://[x
        return False
