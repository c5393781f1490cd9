"""How fresh a post is; no database.

A word that is said about a post has the weight ``2 ** (-age / half_life)``: 1 when it is said, a half after one
half-life, a quarter after two (exponential decay, https://en.wikipedia.org/wiki/Half-life; that evidence is forgotten
at such a rate is due to A. Josang and R. Ismail, The Beta Reputation System, 15th Bled Electronic Commerce Conference,
2002). A word about an older version than the newest release that the post claims to apply to counts half of that.

For the post are the author's word, which they gave when they wrote, edited or stated it, or when they last said that it
works; and the newest word of each member who said that it works, half of it where the text was edited since. Against it
is the newest word of each member, its author included, who said that it works no more: in a version that it claims to
apply to, and of the text as it is now. The author's own "works no more" takes the place of their word for it.

With F for and A against, the state is contradicted where A > F; fresh where F - A is 1/2 or more; aging where it is 1/4
or more; and stale below that.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from attrs import frozen

from commkit import CommunityType, Conflict, Invalid
from commkit.fields import VersionField, comparison_key
from commkit.posts import Post
from commkit_qa.freshness.records import (
    DEFAULT_PRODUCT,
    Applicability,
    FreshnessState,
    Product,
)
from commkit_qa.policy import is_answer_kind

FRESH_FROM, AGING_FROM = 0.5, 0.25
"""What is left for a post, at least, in these states."""
_FIELD = VersionField("version")


def version_rank(version: str, *, path: str = "version") -> bytes:
    """The bytes by which versions come in their order, as `VersionField` takes them.

    Args:
        version: The version.
        path: The field of the message that holds it.

    Raises:
        Invalid: It is none.
    """
    return comparison_key(_FIELD, version, path=path)


def key_of(version: str, *, path: str = "version") -> str:
    """The hash by which equal versions are one.

    Raises:
        Invalid: It is no version.
    """
    return sha256(version_rank(version, path=path)).hexdigest()


def products_of(declared: Sequence[Product]) -> Mapping[str, Product]:
    """The products of a type by name: those that it declares, or the one that a type without any has.

    Args:
        declared: What is declared.
    """
    return {each.name: each for each in declared or (Product(DEFAULT_PRODUCT),)}


def product_named(declared: Sequence[Product], name: str) -> Product:
    """The product with a name.

    Raises:
        Invalid: There is none (`unknown_product`).
    """
    known = products_of(declared)
    if name not in known:
        raise Invalid.field("product", "unknown_product", f"name one of these: {', '.join(sorted(known))}")
    return known[name]


def states_versions(type: CommunityType, product: Product, post: Post) -> bool:
    """Whether a post can state versions of a product: it is an answer, or of a kind that the product names."""
    is_answer = post.parent == post.thread and is_answer_kind(type, post.kind)
    return is_answer or post.kind in product.kinds


def check_states_versions(type: CommunityType, product: Product, post: Post) -> None:
    """Check that a post can state versions of a product.

    Raises:
        Invalid: It is of another kind.
        Conflict: It was removed.
    """
    if not states_versions(type, product, post):
        kinds = ", ".join(("answer", *product.kinds))
        raise Invalid.field("post", "no_answer", f"name a post of one of these kinds: {kinds}")
    if post.removed_at is not None:
        raise Conflict("qa.removed", "this post was removed; restore it first")


@frozen
class VersionRange:
    """The versions that a post claims to apply to, by their ranks; None for no limit."""

    since: bytes | None
    until: bytes | None

    def holds(self, rank: bytes) -> bool:
        """Whether a version is among them."""
        return (self.since is None or self.since <= rank) and (self.until is None or rank <= self.until)


def range_of(since: str | None, until: str | None) -> VersionRange:
    """The range of two versions.

    Raises:
        Invalid: One of them is none, or the last comes ahead of the first (`reversed`).
    """
    found = VersionRange(
        None if since is None else version_rank(since, path="since"),
        None if until is None else version_rank(until, path="until"),
    )
    if found.since is not None and found.until is not None and found.until < found.since:
        raise Invalid.field("until", "reversed", "give the same version as since, or a later one")
    return found


@frozen(kw_only=True)
class Word:
    """What somebody said of a post: the newest of each member.

    Attributes:
        works: Whether it works.
        at: When they said so.
        own: Whether they wrote the post.
        rank: The rank of the version; None where they named none.
    """

    works: bool
    at: datetime
    own: bool = False
    rank: bytes | None = None


@frozen
class NewestRelease:
    """The newest release of a product: the rank of its version, and when it was released."""

    rank: bytes
    at: datetime


@frozen(kw_only=True)
class Claim:
    """What a post claims, and when its author last vouched for it.

    Attributes:
        range: The versions that it applies to.
        vouched_at: When it was written, last edited, or its versions were last stated by its author.
        edited_at: When it was last edited; None where it was not.
    """

    range: VersionRange
    vouched_at: datetime
    edited_at: datetime | None


@frozen
class Weighing:
    """How a post stands.

    Attributes:
        state: The state.
        weight_for: What is said for it.
        weight_against: What is said against it.
    """

    state: FreshnessState
    weight_for: float
    weight_against: float


def weigh(
    claim: Claim,
    words: Iterable[Word],
    *,
    newest: NewestRelease | None,
    half_life: timedelta,
    now: datetime,
) -> Weighing:
    """How a post stands at a moment; the module's docstring has the formula.

    Args:
        claim: What the post claims.
        words: What is said of it.
        newest: The newest release of the product; None where none is known.
        half_life: After how long a word has half its weight.
        now: The moment.
    """
    ages_by = newest if newest is not None and claim.range.holds(newest.rank) else None

    def weight(at: datetime, rank: bytes | None) -> float:
        halved = ages_by is not None and (rank < ages_by.rank if rank is not None else at < ages_by.at)
        return decayed(now - at, half_life) * (0.5 if halved else 1.0)

    said = list(words)
    author = weight(claim.vouched_at, None)
    others = against = 0.0
    for word in said:
        its = weight(word.at, word.rank)
        was_edited = claim.edited_at is not None and word.at < claim.edited_at
        if word.works:
            if word.own:
                author = max(author, its)
            else:
                others += its / 2 if was_edited else its
        elif not was_edited and (word.rank is None or claim.range.holds(word.rank)):
            against += its
            author = 0.0 if word.own and word.at >= claim.vouched_at else author
    return Weighing(_state(author + others, against), author + others, against)


def _state(weight_for: float, weight_against: float) -> FreshnessState:
    left = weight_for - weight_against
    if left < 0:
        return FreshnessState.CONTRADICTED
    if left >= FRESH_FROM:
        return FreshnessState.FRESH
    return FreshnessState.AGING if left >= AGING_FROM else FreshnessState.STALE


def decayed(age: timedelta, half_life: timedelta) -> float:
    """The weight of a word of an age: `2 ** (-age / half_life)`, at most 1.

    Args:
        age: How long ago it was said.
        half_life: After how long it has half its weight.
    """
    return float(2.0 ** -(max(age, timedelta()) / half_life))


def vouched_at(
    stated: Applicability, created_at: datetime, edited_at: datetime | None, *, own: bool
) -> datetime:
    """When the author last vouched for a post: they wrote it, edited it, or stated its versions.

    Args:
        stated: The versions that it applies to.
        created_at: When it was written.
        edited_at: When it was last edited.
        own: Whether its author stated them.
    """
    return max(created_at, edited_at or created_at, stated.stated_at if own else created_at)
