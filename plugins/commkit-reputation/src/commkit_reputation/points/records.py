"""What counts as evidence, and what it comes to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NewType
from uuid import UUID

import attrs
from attrs import field, frozen

from commkit import Fact, FieldError, Invalid, MemberId
from commkit.posts import ReactionAdded, ReactionRemoved
from commkit.statistics import Share

EvidenceId = NewType("EvidenceId", UUID)
"""The id of a piece of evidence."""


@frozen(kw_only=True)
class Evidence:
    """A fact that says something for a member or against them; a type or a feature declares it.

    Each thing is evidence once, however often the fact is told; with `per_giver` once from each giver. Where a fact of
    `taken_back_by` tells of the thing, it is no evidence any more, and a later `fact` makes it evidence again. What is
    about a post counts only while everybody who is a member may see the post.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        summary: What it is, a few words for people.
        fact: The fact that gives it.
        to: The field of the fact that holds the member whom it is about; nobody where that is None. Where it holds
            several members, also those of several sides, each of them is given it; a later `fact` that leaves out
            one of them takes it from them.
        about: The field, of all its facts, that holds the id of the thing; nothing where that is None.
        within: The field, of all its facts, that holds the id of the post that the thing is a part of, where the thing
            is none, as an edit of a post is: then what holds for evidence about a post holds for it by that post.
        points: What it is worth; 0 for what only badges count.
        quality: 1 where it speaks for the quality of what they do, -1 where against, 0 where it says nothing of it.
        by: The field that holds who gave it, or None: nobody gives points to themselves, and who is banned gives none.
        per_giver: Whether each giver gives it, and takes back their own alone; then `by` is a field of all its facts.
        per_member: Whether each member is given it apart, where the thing is of many, such as a place on a ladder: then
            facts about one of them take it from nobody else, and `to` is a field of all its facts.
        where: The fields whose values decide whether it counts, with the values with which it does, such as
            `{"how": ("played",)}`. Where a later `fact` of the thing has another value, it is taken back.
        taken_back_by: The facts that take it back.
        kinds: The kinds of posts that count, as they are now; any, and what is no post, where it is left out.
        capped: Whether its points are under the cap of a day.

    Raises:
        Invalid: A fact has no such field, or the quality is none (`reputation.bad_evidence`); with all faults.
    """

    name: str
    summary: str
    fact: type[Fact]
    to: str
    about: str
    points: int = 0
    quality: int = 0
    by: str | None = "actor"
    per_giver: bool = False
    per_member: bool = False
    within: str | None = None
    where: Mapping[str, tuple[str, ...]] = field(factory=dict)
    taken_back_by: tuple[type[Fact], ...] = ()
    kinds: tuple[str, ...] = ()
    capped: bool = False

    def __attrs_post_init__(self) -> None:
        wanted = [(self.fact, name) for name in (self.to, self.about, self.by) if name is not None]
        wanted += [(fact, self.about) for fact in self.taken_back_by]
        if self.within is not None:
            wanted += [(fact, self.within) for fact in self.facts]
        wanted += [(self.fact, name) for name in self.where]
        if self.per_giver and self.by is not None:
            wanted += [(fact, self.by) for fact in self.taken_back_by]
        if self.per_member:
            wanted += [(fact, self.to) for fact in self.taken_back_by]
        faults = [
            FieldError("fact", "no_such_field", f"{fact.__name__} has no field {name!r}")
            for fact, name in wanted
            if name not in attrs.fields_dict(fact)
        ]
        if self.quality not in (-1, 0, 1):
            faults.append(FieldError("quality", "out_of_range", "give 1, 0 or -1"))
        if self.per_giver and self.by is None:
            faults.append(FieldError("by", "required", "say who gives it, as each giver does"))
        if faults:
            raise Invalid(faults, code="reputation.bad_evidence")

    @property
    def facts(self) -> tuple[type[Fact], ...]:
        """The facts that give it and take it back."""
        return (self.fact, *self.taken_back_by)


@frozen(kw_only=True)
class VoteEvidence:
    """Reactions to posts as evidence for their authors, by the worth that the type gives to each reaction.

    What a member says with all their reactions to a post is one vote: for it where their worth adds up to more than 0,
    against it where to less. It says something about quality: 1 or -1. Imported counts of nobody are no evidence.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        summary: What it is, a few words for people.
        up: What a vote for a post is worth to its author.
        down: What a vote against it is worth, 0 or less.
        cost: What a vote against a post is worth to who gives it, 0 or less.
        kinds: The kinds of posts that count, as they are now; all where it is left out.
        capped: Whether its points are under the cap of a day.

    Raises:
        Invalid: Votes against somebody would earn something (`reputation.bad_evidence`).
    """

    name: str
    summary: str
    up: int = 0
    down: int = 0
    cost: int = 0
    kinds: tuple[str, ...] = ()
    capped: bool = True

    def __attrs_post_init__(self) -> None:
        faults = [
            FieldError(name, "positive", "give 0 or less")
            for name in ("down", "cost")
            if getattr(self, name) > 0
        ]
        if faults:
            raise Invalid(faults, code="reputation.bad_evidence")

    @property
    def facts(self) -> tuple[type[Fact], ...]:
        """The facts after which the votes of a member are looked at."""
        return (ReactionAdded, ReactionRemoved)


@frozen
class PointSettings:
    """How points are summed up.

    Attributes:
        floor: The points that are shown where the sum is lower.
        per_day: The most that capped evidence of one day adds, by the day on which it was given, UTC; None for no cap.
        count_erased: Whether evidence still counts whose giver was erased. Where it does not, nobody can make points
            out of accounts that they throw away.

    Raises:
        Invalid: The cap is negative (`reputation.bad_settings`).
    """

    floor: int = 0
    per_day: int | None = None
    count_erased: bool = False

    def __attrs_post_init__(self) -> None:
        if self.per_day is not None and self.per_day < 0:
            fault = FieldError("per_day", "negative", "give 0 or more points")
            raise Invalid([fault], code="reputation.bad_settings")


@frozen(kw_only=True)
class MemberReputation:
    """What a member has earned in this community.

    Attributes:
        member: Who.
        points: The sum of all evidence that counts, at least the floor.
        positive: Evidence that speaks for the quality of what they do: how many.
        negative: Evidence against it: how many.
        share: The share of positive evidence, with its sample size and interval; None where there is no evidence.
    """

    member: MemberId
    points: int
    positive: int
    negative: int
    share: Share | None


@frozen(kw_only=True)
class EvidenceItem:
    """A piece of evidence that counts. It does not say who gave it.

    Attributes:
        id: Its id.
        evidence: The name of the declared evidence.
        summary: What it is.
        about: The thing it is about, such as a post; one that the reader may see.
        points: The points it counts for; the cap of a day is not taken off.
        quality: 1, 0 or -1: what it says about quality.
        day: The day on which it was given, UTC.
    """

    id: EvidenceId
    evidence: str
    summary: str
    about: UUID
    points: int
    quality: int
    day: date


@frozen(kw_only=True)
class EvidenceVoid:
    """Two members between whom evidence does not count.

    Attributes:
        giver: Whose evidence does not count.
        member: For whom it does not.
        reason: Why.
        decided_by: Who decided so; None for the host.
        at: When.
    """

    giver: MemberId
    member: MemberId
    reason: str
    decided_by: MemberId | None
    at: datetime


@frozen(kw_only=True)
class Difference:
    """A sum that was not what the ledger comes to, and is now.

    Attributes:
        member: Whose.
        what: `day`, `week`, `month`, `year` or `all`.
        start: The day, or the first day of the period.
        before: The points that were stored.
        after: The points that the ledger comes to.
    """

    member: MemberId
    what: str
    start: date
    before: int
    after: int


@frozen(kw_only=True)
class RebuildReport:
    """What a part of a rebuild did.

    Attributes:
        members: How many members were looked at.
        reviewed: Pieces of evidence that count otherwise now, since what they are about or the rules changed.
        differences: Sums that were not what the ledger came to; none where everything was right.
        next: Give it as `after` to go on; None at the end.
    """

    members: int
    reviewed: int
    differences: tuple[Difference, ...]
    next: MemberId | None
