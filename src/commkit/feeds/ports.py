"""What the host tells so that feeds can name addresses: where its site is, and where things have their pages."""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

from attrs import field, frozen

from commkit.rendering import absolute_link
from commkit.runtime.model.errors import Invalid

_MAX_URL = 500


def no_link(slug: str, record: str, id: UUID) -> str:
    """No link."""
    return ""


@frozen(kw_only=True)
class FeedSite:
    """The URLs of the host's application; a host that offers feeds and calendars passes it to the Kit.

    `ports={FeedSite: FeedSite(base_url="https://example.org/", link=...)}`. Addresses in feeds are never made from the
    `Host` header of a request, which its sender chooses.

    Attributes:
        base_url: The URL of the site, such as `https://example.org/`, which relative links and pictures start from.
        link: Function from the community's slug, a record's class name and an id to the URL of its page, absolute or
            relative, or empty: the same that `MailSite` takes. Records are `Community`, `Space`, `Membership`, `Post`
            and what else a search finds.

    Raises:
        Invalid: The base URL is none, is not absolute, or is too long.
    """

    base_url: str = field()
    link: Callable[[str, str, UUID], str] = no_link

    def __attrs_post_init__(self) -> None:
        if not _is_absolute(self.base_url):
            raise Invalid.field("base_url", "no_url", "give an absolute URL, such as https://example.org/")
        if len(self.base_url) > _MAX_URL:
            raise Invalid.field("base_url", "too_long", f"use at most {_MAX_URL} characters")

    @property
    def origin(self) -> str:
        """Scheme, host and port of the site, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def object_link(self, slug: str, record: str, id: UUID) -> str:
        """The absolute URL of an object's page; empty if it has none."""
        address = self.link(slug, record, id)
        return (absolute_link(address, base_url=self.base_url) or "") if address else ""


def _is_absolute(url: str) -> bool:
    if not url.isprintable() or " " in url or "?" in url or "#" in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no URL by any reading, such as https://[x
        return False
