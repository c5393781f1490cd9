"""What happens to the versions that posts apply to."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class VersionsStated(Fact):
    """It was said which versions of a product a post applies to."""

    name = "qa.versions_stated"
    visible_to = "qa.read_freshness"
    post: PostId
    product: str


@frozen
class VersionsCleared(Fact):
    """It is not said any more which versions of a product a post applies to."""

    name = "qa.versions_cleared"
    visible_to = "qa.read_freshness"
    post: PostId
    product: str


@frozen
class VersionReported(Fact):
    """A member says that a post works in a version, or works there no more.

    Attributes:
        post: The post.
        product: The product.
        version_key: By which equal versions are one.
        works: Whether it works there.
        author: Who wrote the post.
    """

    name = "qa.version_reported"
    visible_to = "qa.read_freshness"
    post: PostId
    product: str
    version_key: str
    works: bool
    author: MemberId | None


@frozen
class ReportWithdrawn(Fact):
    """A member took back what they said about a version."""

    name = "qa.report_withdrawn"
    visible_to = "qa.read_freshness"
    post: PostId
    product: str
