"""What happens to links of the share kit. Nothing is emitted when one is opened: that is counted, and not told of."""

from attrs import frozen

from commkit import Fact
from commkit_media.share_links.records import ShareLinkId


@frozen
class ShareLinkCreated(Fact):
    """A link was made.

    Attributes:
        link: The link.
    """

    name = "media.share_link_created"
    visible_to = "media.manage_share_links"
    link: ShareLinkId


@frozen
class ShareLinkEnded(Fact):
    """A link leads nowhere any more.

    Attributes:
        link: The link.
    """

    name = "media.share_link_ended"
    visible_to = "media.manage_share_links"
    link: ShareLinkId
