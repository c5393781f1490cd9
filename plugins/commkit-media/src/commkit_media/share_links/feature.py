"""The feature of the share kit, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit.communities import Site
from commkit_media.policy import MIGRATIONS, STEWARD, raise_if_invalid
from commkit_media.share_links.facts import ShareLinkCreated, ShareLinkEnded
from commkit_media.share_links.records import (
    DayShares,
    LinkShares,
    ShareCount,
    ShareNumbers,
    ShareTarget,
)
from commkit_media.share_links.resources import SHARE
from commkit_media.tables import SHARE_LINKS

BOTS = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "mastodon",
    "pleroma",
    "curl/",
    "wget/",
    "python-",
    "go-http-client",
)
"""Parts of the names by which programs tell that they are no readers."""


@frozen
class ShareSettings:
    """What of the opened links is counted.

    Attributes:
        bots: Parts of the names of programs, in lower case, whose openings are not counted.

    Raises:
        Invalid: A name is empty, or not in lower case (`media.bad_settings`).
    """

    bots: tuple[str, ...] = BOTS

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            ("bots", "bad_name", f"{name!r} is no part of a name in lower case, such as crawl")
            for name in self.bots
            if not name.strip() or name != name.lower()
        )


MANAGE_SHARE_LINKS = "media.manage_share_links"
"""The permission to make links and to read their numbers; a type grants it to its editors."""

share_feature = Feature(
    "media.share_links",
    tables=SHARE_LINKS,
    migrations=MIGRATIONS,
    settings=ShareSettings(),
    requires=("media.pages", "media.press"),
    port_types=(Site,),
    grants={
        "visitor": {"media.follow_share_links"},
        STEWARD: {MANAGE_SHARE_LINKS},
        "system": {"media.count_share"},
    },
    system_only=("media.count_share",),
    facts=(ShareLinkCreated, ShareLinkEnded),
    records=(ShareCount, ShareTarget, LinkShares, DayShares, ShareNumbers),
    http_resources=(SHARE,),
)
"""The share kit: links of the community's own, counted by link and day, without persons and without third parties."""
