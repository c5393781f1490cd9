"""What the host tells so that mails lead to the pages where a subscription is confirmed and ended."""

from urllib.parse import quote

from attrs import frozen

from commkit import CommunityId
from commkit.communities import check_url

PATH = "/media/newsletters"
"""Where the pages are, below the address of a community."""


@frozen(kw_only=True)
class NewsletterSite:
    """The address of the host's HTTP adapter; a host gives it as `Media(newsletter_site=NewsletterSite(...))`.

    Attributes:
        api_url: The URL below which the communities are, such as `https://example.org/api`.

    Raises:
        Invalid: It is no absolute URL, has a query, or is too long.
    """

    api_url: str

    def __attrs_post_init__(self) -> None:
        check_url("api_url", self.api_url)

    def page(self, community: CommunityId, page: str, token: str) -> str:
        """The URL of a page with a token. It names the community by its id, so that it outlasts a new slug."""
        return f"{self.api_url.rstrip('/')}/{community}{PATH}/{page}?token={quote(token)}"
