"""What happens to releases."""

from datetime import datetime

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_qa.releases.records import ReleaseId


@frozen
class ReleaseAnnounced(Fact):
    """A release of a product was announced; once for each version.

    Attributes:
        release: The release.
        product: The product.
        version: The version.
        ahead: Whether it is higher than all that were announced before.
    """

    name = "qa.release_announced"
    visible_to = "qa.read_releases"
    release: ReleaseId
    product: str
    version: str
    ahead: bool


@frozen
class RecheckRequested(Fact):
    """A member is asked whether a post still works in a release.

    Attributes:
        release: The release.
        post: The post.
        member: Who is asked.
    """

    name = "qa.recheck_requested"
    visible_to = "qa.read_recheck_numbers"
    release: ReleaseId
    post: PostId
    member: MemberId


@frozen
class ReleasesDue(Fact):
    """The host's source of releases is to be asked for new ones.

    Attributes:
        since: When the newest known release was released; None where none is known.
    """

    name = "qa.releases_due"
    visible_to = "qa.read_recheck_numbers"
    since: datetime | None
