"""The commands and queries of the share kit."""

from datetime import date
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_media.press.releases.records import PressReleaseId
from commkit_media.share_links.records import ShareLink, ShareLinkId, ShareNumbers, ShareTarget

Channel = Annotated[str, Text(max=64, multiline=False)]
ShareText = Annotated[str, Text(max=1_000, min=0)]
Address = Annotated[str, Text(max=2_000, multiline=False)]
ProgramName = Annotated[str, Text(max=2_000, min=0)]
Token = Annotated[str, Text(max=64, multiline=False)]


@frozen(kw_only=True)
class CreateShareLink(TextCommand[ShareLink]):
    """Make a link for a channel, which counts how often it is opened, by day and without persons.

    It leads to one target: a page of the host's sites, a post, or a release.

    Attributes:
        channel: Where it is meant to be shared: `newsletter`, `mastodon`...
        text: The text to share it with.
        page: The address of a page of the sites of `PageSettings.hosts`.
        post: A post that the actor sees.
        release: A release that the actor sees; until it is published the link leads nowhere.

    Raises:
        Invalid: No target or several are given (`one_target`), or the page is none of the host's sites.
    """

    permission = "media.manage_share_links"
    creates = True
    shown = ("channel", "text")
    personal = ("text",)

    channel: Channel
    text: ShareText = ""
    page: Address | None = None
    post: PostId | None = None
    release: PressReleaseId | None = None


@frozen
class EndShareLink(Command[bool]):
    """Let a link lead nowhere any more; what was counted stays.

    Returns:
        Whether it led anywhere until then.
    """

    permission = "media.manage_share_links"

    link: ShareLinkId


@frozen(kw_only=True)
class ListShareLinks(Query[Page[ShareLink]]):
    """List the links, what was made last first.

    Attributes:
        after: The `next` of the page before.
        limit: Links on a page, 1 to 100.
    """

    permission = "media.manage_share_links"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class FollowShareLink(Query[ShareTarget]):
    """Read where a link leads; it is not counted by this.

    Attributes:
        token: What stands in its address.
        by: The name that a program told, which is compared with `ShareSettings.bots` and kept nowhere.

    Raises:
        NotFound: There is no such link, it was ended, or what it leads to is not there for this actor; which of these
            it is nobody learns.
    """

    permission = "media.follow_share_links"
    personal = ("by",)

    token: Token
    by: ProgramName = field(default="", kw_only=True)


@frozen
class CountShare(Command[bool]):
    """Count that a link was opened, today; the resource of the links sends it as `SYSTEM`.

    Attributes:
        link: The link.

    Returns:
        Whether there is such a link.
    """

    permission = "media.count_share"
    when_archived = True

    link: ShareLinkId


@frozen
class CountShares(Query[ShareNumbers]):
    """Read how often links were opened in a period: by link, by day, and all together.

    Attributes:
        since: The first day, in UTC.
        until: The last day.

    Raises:
        Invalid: The period ends before it begins, or has more than 366 days.
    """

    permission = "media.manage_share_links"
    personal = ()

    since: date
    until: date
