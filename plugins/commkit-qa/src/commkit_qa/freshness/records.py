"""The versions that posts apply to, what members say about them, and how fresh posts are."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Person, Plain
from commkit_qa.confirmations.records import Version

ProductName = Annotated[str, Plain(max=100, multiline=False)]
"""The name of a product that the community's type declares."""
VersionKey = Annotated[str, Plain(max=64, multiline=False)]
"""A hash that is the same for equal versions, such as `1.4` and `1.4.0`."""

DEFAULT_PRODUCT = "product"
"""The name of the one product of a type that declares none."""


@frozen
class Product:
    """A product that questions are about, with versions; a type or a feature declares it.

    Attributes:
        name: Its name, such as `shop.app`; a feature's begins with the name of its plugin.
        label: What people read in its place; empty for the name.
        kinds: Further post kinds whose posts state versions of it, beside answers, such as `article`.
    """

    name: str
    label: str = ""
    kinds: tuple[str, ...] = ()


class FreshnessState(StrEnum):
    """How far a post can be relied on."""

    FRESH = "fresh"
    """What is said for it outweighs what is said against it by half a present word at least."""
    AGING = "aging"
    """By a quarter of one at least."""
    STALE = "stale"
    """By less: nobody has said for a long time that it works."""
    CONTRADICTED = "contradicted"
    """What is said against it outweighs what is said for it."""


@frozen
class Applicability:
    """The versions of a product that a post applies to; one range for each.

    Attributes:
        post: The post: an answer, or one of a kind that the product names.
        product: The product.
        since: The first version; None for all up to `until`.
        until: The last version; None for all from `since` on.
        stated_by: Who said so; None where it follows from the question or from the first report, and for the host.
        stated_at: When they said so.
    """

    post: PostId
    product: ProductName
    since: Version | None
    until: Version | None
    stated_by: Annotated[MemberId | None, Person()]
    stated_at: datetime


@frozen
class VersionReport:
    """What a member says of a post: that it works in a version, or works there no more. One for each version.

    Attributes:
        post: The post.
        member: Who says so.
        product: The product.
        version_key: By which equal versions are one.
        version: The version, as they wrote it.
        works: Whether it works there.
        own: Whether they wrote the post.
        at: When they said so last.
    """

    post: PostId
    member: Annotated[MemberId, Person()]
    product: ProductName
    version_key: VersionKey
    version: Version
    works: bool
    own: bool
    at: datetime


@frozen
class Freshness:
    """How fresh a post is for one product, as it is now; `commkit_qa.freshness.policy` has the formula.

    Attributes:
        post: The post.
        product: The product.
        state: The state.
        since: The first version that it applies to; None for all up to `until`.
        until: The last one; None for all from `since` on.
        weight_for: The weight of what is said for it: the author's word, and that of members whom it works for.
        weight_against: The weight of what is said against it.
        works: Of the members who said something, its author aside, those whose newest word is that it works, with the
            sample size and the Wilson score interval (`commkit.statistics.share_of`), whenever they said so; None where
            nobody did. Of more than 200 members the newest words count.
        confirmed_in: The highest version in which anybody said that it works; None where nobody named one.
        last_at: When somebody, its author included, last said something; None where nobody did.
    """

    post: PostId
    product: str
    state: FreshnessState
    since: str | None
    until: str | None
    weight_for: float
    weight_against: float
    works: Share | None
    confirmed_in: str | None
    last_at: datetime | None


@frozen
class FreshnessNumbers:
    """How fresh the answers are that people rely on: those that are accepted or canonical, and posts of other kinds.

    As it is now; what is removed, or hidden from the reader, is not counted. A post counts once for each product whose
    versions it states. Shares come with their sample size and their Wilson score interval; they are None where there
    is nothing to count.

    Attributes:
        fresh: Those that are fresh, of all that state versions.
        aging: Likewise.
        stale: Likewise.
        contradicted: Likewise.
        stated: Of the accepted and canonical answers, those that state versions; the others have no state.
        works: Of the reports in the period, its authors' aside, those that say that it works.
        complete: Whether all posts that state versions were looked at; else the newest 5,000.
    """

    fresh: Share | None
    aging: Share | None
    stale: Share | None
    contradicted: Share | None
    stated: Share | None
    works: Share | None
    complete: bool
