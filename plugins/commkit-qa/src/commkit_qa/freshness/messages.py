"""The messages about versions and freshness."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Page, Query, TextCommand
from commkit.posts import PostId
from commkit_qa.confirmations.records import Version
from commkit_qa.freshness.records import (
    DEFAULT_PRODUCT,
    Applicability,
    Freshness,
    FreshnessNumbers,
    FreshnessState,
    ProductName,
    VersionReport,
)


@frozen
class StateVersions(TextCommand[Applicability]):
    """Say which versions of a product one's own post applies to; again changes the range.

    Attributes:
        post: An answer, or a post of a kind that the product names.
        product: One of the products that the community's type declares; `product` where it declares none.
        since: The first version; None for all up to `until`.
        until: The last version; None for all from `since` on.

    Raises:
        Invalid: There is no such product (`unknown_product`), a version is none (`bad_version`), or `until` comes ahead
            of `since` (`reversed`); the post is of another kind (`no_answer`).
        Conflict: The post or its question was removed (`qa.removed`).
    """

    permission = "qa.state_versions"
    shown = ("since", "until")  # what comes behind the numbers of a version is words
    personal = ()

    post: PostId
    product: ProductName = field(default=DEFAULT_PRODUCT, kw_only=True)
    since: Version | None = field(default=None, kw_only=True)
    until: Version | None = field(default=None, kw_only=True)


@frozen
class ClearVersions(Command[None]):
    """Say no more which versions of a product a post applies to; without a range nothing changes.

    What members said stays, and counts again once a range is given.
    """

    permission = "qa.state_versions"
    personal = ()

    post: PostId
    product: ProductName = field(default=DEFAULT_PRODUCT, kw_only=True)


@frozen
class ReportVersion(TextCommand[VersionReport]):
    """Say that a post works in a version, or works there no more; once for each version, again changes the word.

    A post for which no versions were stated applies to all of them from then on.

    Attributes:
        post: An answer, or a post of a kind that the product names; one's own, too, which counts apart.
        version: The version.
        works: Whether it works there.
        product: One of the products that the community's type declares; `product` where it declares none.
        seen: The `version` of the post that the member read: nobody confirms a text that is another one by now.

    Raises:
        Invalid: There is no such product, the version is none, or the post is of another kind.
        Conflict: The post or its question was removed (`qa.removed`), or the post was edited since it was read
            (`qa.edited_meanwhile`).
    """

    permission = "qa.report_version"
    granted_to = "member"
    shown = ("version",)
    personal = ()

    post: PostId
    version: Version
    works: bool
    product: ProductName = field(default=DEFAULT_PRODUCT, kw_only=True)
    seen: int | None = field(default=None, kw_only=True)


@frozen
class WithdrawReport(Command[None]):
    """Take back what one said about a version; where there is nothing, nothing changes.

    Attributes:
        post: The post.
        version: The version.
        product: The product.
    """

    permission = "qa.report_version"
    granted_to = "member"
    personal = ()

    post: PostId
    version: Version
    product: ProductName = field(default=DEFAULT_PRODUCT, kw_only=True)


@frozen
class ReadFreshness(Query[tuple[Freshness, ...]]):
    """How fresh some posts are, one record for each product whose versions they state; others are left out.

    Attributes:
        posts: At most 100.
    """

    permission = "qa.read_freshness"
    granted_to = "visitor"

    posts: Annotated[tuple[PostId, ...], Items(max=100)]


@frozen
class ListVersionReports(Query[Page[VersionReport]]):
    """What members say of a post, by member in the order in which they joined.

    Attributes:
        post: The post.
        after: The `next` of the page before.
        limit: Reports on a page, 1 to 100.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "qa.read_freshness"
    granted_to = "visitor"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen(kw_only=True)
class ListByFreshness(Query[Page[Freshness]]):
    """The accepted and canonical answers, and posts of other kinds, in some states; the newest posts first.

    A page looks at 500 posts at most, so it may hold fewer than `limit`, or none, and yet have a `next`.

    Attributes:
        states: The states.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.
    """

    permission = "qa.list_by_freshness"
    personal = ()

    states: Annotated[tuple[FreshnessState, ...], Items(max=4)] = (
        FreshnessState.STALE,
        FreshnessState.CONTRADICTED,
    )
    after: str | None = None
    limit: int = 20


@frozen
class ReadFreshnessNumbers(Query[FreshnessNumbers]):
    """How fresh the answers are that people rely on: shares with their samples and intervals.

    Attributes:
        since: Count only reports from then on; the states are those of now.
    """

    permission = "qa.read_freshness_numbers"

    since: datetime | None = field(default=None, kw_only=True)
