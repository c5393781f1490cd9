"""What features declare about their numbers: the benefits that these measure, and the guards that these inform."""

from enum import StrEnum
from typing import Any

from attrs import field, frozen

from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.messages import Query

SMALLEST_GROUP = 5
"""Numbers about fewer people are not shown, where a declaration asks for no more (k-anonymity)."""


class BenefitArea(StrEnum):
    """The five ways in which a community pays back."""

    CO_INNOVATION = "co_innovation"
    CUSTOMER_SUCCESS = "customer_success"
    LEARNING = "learning"
    CAREER = "career"
    FAMILY = "family"


class Guard(StrEnum):
    """The three things that a community is not, each with a guard that watches for them."""

    NOT_SUPPORT_REPLACEMENT = "not_support_replacement"
    """It does not replace full customer support."""
    NOT_SHOWCASE = "not_showcase"
    """It is no showcase of its manager."""
    NOT_SELF_GROWING = "not_self_growing"
    """It does not grow by itself."""


class Better(StrEnum):
    """Which change of a number is the better one."""

    HIGHER = "higher"
    LOWER = "lower"


@frozen(kw_only=True)
class Measure:
    """A number of a community, and how to read it.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        title: What it is called, for people.
        queries: The queries that give it.
        formula: How it is computed, so that somebody else can compute it again.
        unit: What it counts, such as `hours` or `share`.
        better: Whether more or less of it is better.
        minimum_sample: On how many things or people it must rest to mean anything.
        privacy_floor: About how many people it must be to be shown; at least 5.

    Raises:
        Invalid: It cannot be read (`insight.bad_measure`); with all faults.
    """

    name: str
    title: str
    queries: tuple[type[Query[Any]], ...]
    formula: str
    unit: str
    better: Better
    minimum_sample: int = 1
    privacy_floor: int = SMALLEST_GROUP

    def __attrs_post_init__(self) -> None:
        if faults := list(self._faults()):
            raise Invalid(faults, code="insight.bad_measure")

    def _faults(self) -> list[FieldError]:
        faults = [
            FieldError(name, "required", f"say its {name}")
            for name in ("title", "queries", "formula", "unit")
            if not getattr(self, name)
        ]
        if self.minimum_sample < 1:
            faults.append(FieldError("minimum_sample", "out_of_range", "give 1 or more"))
        if self.privacy_floor < SMALLEST_GROUP:
            faults.append(FieldError("privacy_floor", "out_of_range", f"give {SMALLEST_GROUP} or more"))
        return faults


@frozen(kw_only=True)
class Benefit(Measure):
    """A number by which a community pays back; a feature or a type declares it.

    Attributes:
        area: Which of the five benefits it measures.
        features: The features that move it.
    """

    area: BenefitArea
    features: tuple[str, ...]

    def _faults(self) -> list[FieldError]:
        faults = super()._faults()
        if not self.features:
            faults.append(FieldError("features", "required", "name the features that move it"))
        return faults


@frozen(kw_only=True)
class GuardEvidence(Measure):
    """A number that tells whether a community is becoming what it is not; a feature or a type declares it.

    Attributes:
        guard: Which guard it informs.
    """

    guard: Guard


@frozen(kw_only=True)
class GuardNotApplicable:
    """Why nothing informs a guard in communities of a type, where there is nothing to watch; a type declares it.

    It holds while no feature there informs the guard.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        guard: The guard.
        reason: Why, in a sentence for people.

    Raises:
        Invalid: It gives no reason (`insight.bad_measure`).
    """

    name: str
    guard: Guard
    reason: str

    def __attrs_post_init__(self) -> None:
        if not self.reason.strip():
            raise Invalid([FieldError("reason", "required", "say why")], code="insight.bad_measure")


@frozen(kw_only=True)
class GuardNotApplicableInfo:
    """Why nothing informs a guard, as members read it.

    Attributes:
        name: What the type declares it as.
        guard: The guard.
        reason: Why, in a sentence for people.
    """

    name: str
    guard: Guard
    reason: str


@frozen(kw_only=True)
class MeasureInfo:
    """A number of a community as members read it.

    Attributes:
        name: Its name.
        title: What it is called.
        about: The benefit or the guard.
        queries: The names of the queries that give it, of those that there are in this community.
        formula: How it is computed.
        unit: What it counts.
        better: Whether more or less of it is better.
        minimum_sample: On how much it must rest.
        privacy_floor: About how many people it must be.
        features: Of a benefit, the features that move it here.
    """

    name: str
    title: str
    about: str
    queries: tuple[str, ...]
    formula: str
    unit: str
    better: Better
    minimum_sample: int
    privacy_floor: int
    features: tuple[str, ...] = field(default=())


@frozen(kw_only=True)
class CommunityMeasures:
    """By which numbers a community pays back, and which its guards read.

    Attributes:
        type: The community type.
        purpose: The purpose that the community was founded with.
        benefits: The numbers by which it pays back, by benefit.
        guards: The numbers that its guards read, by guard.
        unmeasured: The benefits that nothing here measures.
        not_applicable: The guards for which there is nothing to watch here, and why.
        unguarded: The guards that nothing here informs, of the others.
    """

    type: str
    purpose: str
    benefits: tuple[MeasureInfo, ...]
    guards: tuple[MeasureInfo, ...]
    unmeasured: tuple[BenefitArea, ...]
    not_applicable: tuple[GuardNotApplicableInfo, ...]
    unguarded: tuple[Guard, ...]
