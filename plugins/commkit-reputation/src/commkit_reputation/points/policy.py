"""What a piece of evidence counts for, and what the evidence of a day adds up to; no database."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit import Context, MemberId
from commkit.members import MembershipKind, MembershipStatus
from commkit.posts import PostId
from commkit.storage import FIRST_ID
from commkit_reputation.points.records import Evidence, EvidenceId, VoteEvidence

NOBODY = MemberId(FIRST_ID)
"""Who gave what nobody gave."""


@frozen
class Rule:
    """What evidence of one name counts for, by its value.

    Attributes:
        summary: What it is.
        up: The points of 1.
        down: The points of -1.
        quality: What 1 says about quality; -1 says the opposite.
        kinds: The kinds of posts that it is about; empty for any.
        capped: Whether it is under the cap of a day.
    """

    summary: str
    up: int
    down: int
    quality: int
    kinds: tuple[str, ...]
    capped: bool


def cost_of(name: str) -> str:
    """The name under which the ledger keeps what a vote of this name costs its giver."""
    return f"{name}:cost"


def name_faults(evidence: Iterable[Evidence], votes: Iterable[VoteEvidence]) -> Iterable[str]:
    """What is wrong with the names of what a type declares: the ledger tells evidence apart by them."""
    taken = {each.name for each in evidence}
    for vote in votes:
        if vote.name in taken:
            yield f"{vote.name!r} is an Evidence and a VoteEvidence; rename one"


def rules_of(context: Context) -> dict[str, Rule]:
    """The rules of a community's type, by the name that the ledger has."""
    rules = {
        each.name: Rule(each.summary, each.points, 0, each.quality, each.kinds, each.capped)
        for each in context.declared(Evidence)
    }
    for vote in context.declared(VoteEvidence):
        rules[vote.name] = Rule(vote.summary, vote.up, vote.down, 1, vote.kinds, vote.capped)
        if vote.cost:
            cost = Rule(f"{vote.summary}: given against", 0, vote.cost, 0, vote.kinds, vote.capped)
            rules[cost_of(vote.name)] = cost
    return rules


@frozen(kw_only=True)
class Claim:
    """What is said of one row of the ledger.

    Attributes:
        evidence: The name of the evidence.
        about: The thing.
        within: The post that the thing is a part of; None where it is a post, or in none.
        member: Whose points it changes.
        giver: Who gave it.
        value: 1 or -1; 0 where it is taken back.
        fact: The fact that says so.
        at: When it was given.
        seen: Whether it was seen in the database, and not only told: then it holds whatever was told later.
    """

    evidence: str
    about: UUID
    within: PostId | None = None
    member: MemberId
    giver: MemberId
    value: int
    fact: UUID
    at: datetime
    seen: bool


@frozen(kw_only=True)
class Entry:
    """A row of the ledger, with what decides whether it counts.

    Attributes:
        id: Its id.
        evidence: The name of the evidence.
        about: The thing.
        member: Whose points it changes.
        giver: Who gave it.
        value: 1 or -1.
        given: Whether the facts say so.
        day: When it was given.
        counts: Whether it counted until now.
        points: What it counted for.
        quality: What it said about quality.
        capped: Whether it was under the cap.
        kind: The kind of the post that it is about, or that the thing is a part of; None where that is no post.
        removed: Whether that post is removed, or its thread.
        audience: Whether that thread is for an audience.
        member_kind: Whether the member is a person.
        giver_kind: The same of who gave it; None where nobody did.
        giver_status: The status of who gave it.
        giver_key: The host's key of who gave it.
        voided: Whether a steward decided that it does not count.
    """

    id: EvidenceId
    evidence: str
    about: UUID
    member: MemberId
    giver: MemberId
    value: int
    given: bool
    day: date
    counts: bool
    points: int
    quality: int
    capped: bool
    kind: str | None
    removed: bool
    audience: bool
    member_kind: MembershipKind
    giver_kind: MembershipKind | None
    giver_status: MembershipStatus | None
    giver_key: str | None
    voided: bool


@frozen
class Verdict:
    """What a piece of evidence counts for.

    Attributes:
        counts: Whether it counts.
        points: Its points; 0 where it does not count.
        quality: What it says about quality; 0 where it does not count.
        capped: Whether its points are under the cap of a day.
    """

    counts: bool
    points: int
    quality: int
    capped: bool


NOTHING = Verdict(counts=False, points=0, quality=0, capped=False)


def judge(entry: Entry, rule: Rule | None, *, count_erased: bool) -> Verdict:
    """What a piece of evidence counts for now.

    Args:
        entry: The row, with what decides.
        rule: What is declared of evidence of its name; None where nothing is, any more.
        count_erased: Whether evidence by those who were erased counts.
    """
    if rule is None or not entry.given or entry.removed or entry.audience:
        return NOTHING  # what some members may not see must not show in numbers that all see
    if rule.kinds and entry.kind not in rule.kinds:
        return NOTHING
    if entry.voided or not _is_vouched_for(entry, count_erased=count_erased):
        return NOTHING
    points = rule.up if entry.value > 0 else rule.down
    return Verdict(counts=True, points=points, quality=rule.quality * entry.value, capped=rule.capped)


def _is_vouched_for(entry: Entry, *, count_erased: bool) -> bool:
    """Reputation is of people, from people who are still there to answer for it."""
    if entry.member_kind is MembershipKind.AGENT or entry.giver_kind is MembershipKind.AGENT:
        return False
    if entry.giver_status is MembershipStatus.BANNED:
        return False
    return count_erased or entry.giver_key != erased_key(entry.giver)


def erased_key(member: MemberId) -> str:
    """What the key of a membership is once the person was erased."""
    return f"erased:{member}"


def points_of_day(capped: int, free: int, per_day: int | None) -> int:
    """What the evidence of a day counts for: a sum, so that the order in which it came says nothing.

    Args:
        capped: The points that are under the cap.
        free: The others.
        per_day: The cap.
    """
    return free + (capped if per_day is None else min(capped, per_day))


@frozen
class Booked:
    """What changes for a member by a piece of evidence.

    Attributes:
        member: Who.
        day: The day on which it was given.
        capped: Points under the cap.
        free: Other points.
        positive: Evidence for them.
        negative: Evidence against them.
    """

    member: MemberId
    day: date
    capped: int = 0
    free: int = 0
    positive: int = 0
    negative: int = 0

    def __add__(self, other: "Booked") -> "Booked":
        return Booked(
            self.member,
            self.day,
            self.capped + other.capped,
            self.free + other.free,
            self.positive + other.positive,
            self.negative + other.negative,
        )


def booked(entry: Entry, verdict: Verdict) -> Booked:
    """What a piece of evidence changes by counting as it does now instead of as it did."""

    def sums(points: int, quality: int, sign: int, *, capped: bool) -> Booked:
        points *= sign
        return Booked(
            entry.member,
            entry.day,
            capped=points if capped else 0,
            free=0 if capped else points,
            positive=sign if quality > 0 else 0,
            negative=sign if quality < 0 else 0,
        )

    after = sums(verdict.points, verdict.quality, 1, capped=verdict.capped)
    return after + sums(entry.points, entry.quality, -1, capped=entry.capped) if entry.counts else after


def sums_by_day(changes: Iterable[Booked]) -> list[Booked]:
    """One for each member and day, in this order."""
    found: dict[tuple[MemberId, date], Booked] = {}
    for change in changes:
        key = change.member, change.day
        found[key] = found[key] + change if key in found else change
    return [found[key] for key in sorted(found)]


def vote_of(reactions: Iterable[str], weights: Mapping[str, int]) -> int:
    """What a member's reactions to a post say: 1 for it, -1 against it, 0 nothing.

    Args:
        reactions: Their reactions to the post.
        weights: The worth of each reaction in the community's type.
    """
    total = sum(weights.get(reaction, 0) for reaction in reactions)
    return (total > 0) - (total < 0)


@frozen
class Told:
    """What a fact tells of declared evidence.

    Attributes:
        about: The thing.
        members: Whom it is about; nobody where it is taken back from whoever has it.
        giver: Who gave it; None for nobody.
        given: Whether it is given, or taken back.
        within: The post that the thing is a part of; None where it is a post, or in none.
    """

    about: UUID
    members: tuple[MemberId, ...]
    giver: MemberId | None
    given: bool
    within: PostId | None = None


def told_by(evidence: Evidence, fact: Any) -> Told | None:
    """What a fact tells of declared evidence; None for nothing: nobody speaks for themselves."""
    about, given = getattr(fact, evidence.about), is_given_by(evidence, fact)
    giver = getattr(fact, evidence.by) if evidence.by is not None and (given or evidence.per_giver) else None
    told = getattr(fact, evidence.to) if given or evidence.per_member else ()
    members = members_in(told)
    others = tuple(member for member in members if member != giver)
    if about is None or (given and not others and (members or told is None)):
        return None
    if (evidence.per_giver and giver is None) or (evidence.per_member and not others):
        return None
    within = getattr(fact, evidence.within) if evidence.within is not None else None
    if evidence.within is not None and within is None:
        return None  # nothing would tell whether everybody may know of it
    return Told(about, others, giver, given, within)


def is_given_by(evidence: Evidence, fact: Any) -> bool:
    """Whether a fact gives the evidence, and does not take it back."""
    return isinstance(fact, evidence.fact) and all(
        str(getattr(fact, name)) in values for name, values in evidence.where.items()
    )


def members_in(value: Any) -> tuple[MemberId, ...]:
    """The members that a field of a fact holds: one, or several, also by their sides; each once."""
    if value is None:
        return ()
    if not isinstance(value, tuple):
        return (value,)
    return tuple(dict.fromkeys(member for part in value for member in members_in(part)))
