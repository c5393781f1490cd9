"""How evidence is booked and reviewed: the ledger's row first, then the sums of the days, then those of the periods.

Everything that changes the ledger holds the book of its community. So bookings come one after the other, no two of them
wait for each other in a circle, and a sum is never computed from a row that somebody else is changing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from attrs import evolve

from commkit import Context, Invalid, MemberId, NotFound
from commkit.members import Membership
from commkit.posts import PostId
from commkit.storage import FIRST_ID
from commkit_reputation.points import statements as sql
from commkit_reputation.points.facts import EvidenceReinstated, EvidenceVoided, PointsChanged
from commkit_reputation.points.feature import point_feature
from commkit_reputation.points.jobs import BookEvidence, BookVote, ReviewEvidence
from commkit_reputation.points.messages import ReinstateEvidence, VoidEvidence
from commkit_reputation.points.policy import (
    NOBODY,
    Booked,
    Claim,
    Entry,
    Rule,
    booked,
    cost_of,
    erased_key,
    judge,
    points_of_day,
    rules_of,
    sums_by_day,
    vote_of,
)
from commkit_reputation.points.records import (
    Evidence,
    EvidenceId,
    EvidenceVoid,
    PointSettings,
    VoteEvidence,
)
from commkit_reputation.policy import Period, day_of, period_start

ScoreKey = tuple[str, date, MemberId]
"""A period, its first day, and whose sums they are."""
REVIEWED_AT_ONCE = 500


def lock_book(context: Context) -> None:
    """Hold the book of the community until the commit."""
    context.run(sql.LOCK_BOOK, version=1)


@point_feature.handles(BookEvidence)
def book_evidence(context: Context, command: BookEvidence) -> None:
    """Give it, or take it back; what is given once for each thing is taken from whoever else had it."""
    known = {each.name: each for each in context.declared(Evidence)}.get(command.evidence)
    _check_members(context, *command.members, command.giver)
    if command.within is not None:
        _author_of(context, command.within)
    if known is None:
        return
    lock_book(context)
    giver = command.giver or NOBODY
    changed = [] if command.given and known.per_giver else _take_back(context, command, known, giver)
    for member in command.members if command.given else ():
        claim = Claim(
            evidence=known.name,
            about=command.about,
            within=command.within,
            member=member,
            giver=giver,
            value=1,
            fact=command.fact,
            at=command.at,
            seen=False,
        )
        changed += _book(context, claim)
    review(context, changed)


def _check_members(context: Context, *members: MemberId | None) -> None:
    """Check that each of them is, or was, a member here.

    Raises:
        NotFound: One of them is not.
    """
    for member in members:
        if member is not None and context.one(sql.KEY, member=member) is None:
            raise NotFound("reputation.no_such_member", "there is no such member in this community")


def _author_of(context: Context, post: PostId) -> MemberId | None:
    """Who wrote a post, also where it is removed; None for nobody who is a member.

    Raises:
        NotFound: There is no such post here.
    """
    found = context.one(sql.AUTHOR, post=post)
    if found is None:
        raise NotFound("reputation.no_such_post", "there is no such post in this community")
    author: MemberId | None = found[0]
    return author


def _take_back(context: Context, command: BookEvidence, known: Evidence, giver: MemberId) -> list[EvidenceId]:
    """Take back what was given about the thing before, but for what is given again; gives the rows to review."""
    changed: list[EvidenceId] = []
    for id, its_giver, member, fact in _entries_about(context, command, known):
        is_given_again = command.given and its_giver == giver and member in command.members
        is_anothers = known.per_giver and its_giver != giver
        if not is_given_again and not is_anothers and fact < command.fact:
            context.run(sql.TAKE_BACK, id=id, new_fact=command.fact)
            changed.append(id)
    return changed


def _entries_about(
    context: Context, command: BookEvidence, known: Evidence
) -> list[tuple[EvidenceId, MemberId, MemberId, UUID]]:
    """What is given about the thing: of all members, or of those whom the fact is about where each has it apart."""
    about = {"about": command.about, "evidence": command.evidence}
    if not known.per_member:
        return context.rows(sql.ENTRIES_ABOUT, **about)
    return [
        row
        for member in command.members
        for row in context.rows(sql.ENTRIES_ABOUT_MEMBER, member=member, **about)
    ]


@point_feature.handles(BookVote)
def book_vote(context: Context, command: BookVote) -> None:
    """Look at the reactions as they are now, so that repeats and other orders of the facts change nothing."""
    _check_members(context, command.voter)
    author = _author_of(context, command.post)
    lock_book(context)
    if author is None or author == command.voter:
        return
    rows = context.rows(sql.REACTIONS, post=command.post, member=command.voter)
    value = vote_of((name for name, _ in rows), context.community_type.reactions)
    at = min((at for _, at in rows), default=command.at)
    changed: list[EvidenceId] = []
    for vote in context.declared(VoteEvidence):
        claim = Claim(
            evidence=vote.name,
            about=command.post,
            member=author,
            giver=command.voter,
            value=value,
            fact=command.fact,
            at=at,
            seen=True,
        )
        changed += _book(context, claim)
        if vote.cost:
            name, cost = cost_of(vote.name), min(value, 0)
            changed += _book(context, evolve(claim, evidence=name, member=command.voter, value=cost))
    review(context, changed)


def _book(context: Context, claim: Claim) -> list[EvidenceId]:
    """Bring one row of the ledger in line with what is said; gives the rows to review."""
    found = context.one(
        sql.ENTRY, about=claim.about, evidence=claim.evidence, giver=claim.giver, member=claim.member
    )
    if found is None:
        return _add(context, claim) if claim.value else []
    id, is_given, its_value, its_day, fact = found
    if not claim.seen and claim.fact <= fact:
        return []  # repeated, or told after a later fact
    if is_given and (not claim.value or (claim.seen and its_day != day_of(claim.at))):
        context.run(sql.TAKE_BACK, id=id, new_fact=claim.fact)
        if claim.value:
            review(
                context, [id]
            )  # it leaves the sums of the day that it was given on before it was given again
        is_given = False
    if not claim.value:
        return [id]
    if not is_given:
        day = day_of(claim.at)
        context.run(sql.GIVE, id=id, new_value=claim.value, new_fact=claim.fact, new_at=claim.at, new_day=day)
    elif claim.value != its_value:
        context.run(sql.SET_VALUE, id=id, new_value=claim.value, new_fact=claim.fact)
    return [id]


def _add(context: Context, claim: Claim) -> list[EvidenceId]:
    """Add a row to the ledger; none about somebody who was erased meanwhile."""
    if context.one(sql.KEY, member=claim.member) == (erased_key(claim.member),):
        return []
    id = EvidenceId(context.new_id())
    context.run(
        sql.ADD,
        claim,
        id=id,
        given=True,
        day=day_of(claim.at),
        counts=False,
        points=0,
        quality=0,
        capped=False,
    )
    return [id]


@point_feature.handles(ReviewEvidence)
def review_evidence(context: Context, command: ReviewEvidence) -> EvidenceId | None:
    """Review what is about the posts or the thread, or by the giver."""
    _check_members(context, command.giver)
    for post in (*command.posts, command.thread):
        if post is not None:
            _author_of(context, post)
    lock_book(context)
    after, size = command.after or FIRST_ID, REVIEWED_AT_ONCE
    if command.posts:
        rows = context.rows(sql.IDS_ABOUT, posts=list(command.posts), after=after, size=size)
    elif command.thread is not None:
        rows = context.rows(sql.IDS_IN_THREAD, thread=command.thread, after=after, size=size)
    else:
        rows = context.rows(sql.IDS_BY_GIVER, giver=command.giver or NOBODY, after=after, size=size)
    ids = [id for (id,) in rows]
    review(context, ids)
    return ids[-1] if len(ids) == size else None


@point_feature.handles(VoidEvidence)
def void_evidence(context: Context, command: VoidEvidence) -> EvidenceVoid:
    """Store the decision, and review what the one gave to the other."""
    for id in (command.giver, command.member):
        context.get(Membership, id)
    if command.giver == command.member:
        raise Invalid.field("member", "same", "name two members")
    pair = {"giver": command.giver, "member": command.member}
    lock_book(context)
    if context.run(
        sql.ADD_VOID, **pair, reason=command.reason, decided_by=context.member_or_none, at=context.now
    ):
        _review_between(context, command.giver, command.member)
        context.emit(EvidenceVoided(giver=command.giver, member=command.member))
    found = context.one(sql.VOID, **pair)
    assert found is not None  # it was added, or was there
    giver, member, reason, decided_by, at = found
    return EvidenceVoid(giver=giver, member=member, reason=reason, decided_by=decided_by, at=at)


@point_feature.handles(ReinstateEvidence)
def reinstate_evidence(context: Context, command: ReinstateEvidence) -> None:
    """Drop the decision, and review what the one gave to the other."""
    for id in (command.giver, command.member):
        context.get(Membership, id)
    lock_book(context)
    if context.run(sql.DELETE_VOID, giver=command.giver, member=command.member):
        _review_between(context, command.giver, command.member)
        context.emit(EvidenceReinstated(giver=command.giver, member=command.member))


def _review_between(context: Context, giver: MemberId, member: MemberId) -> None:
    after = FIRST_ID
    while rows := context.rows(
        sql.IDS_BETWEEN, giver=giver, member=member, after=after, size=REVIEWED_AT_ONCE
    ):
        review(context, [id for (id,) in rows])
        after = rows[-1][0]


def review(context: Context, ids: Sequence[EvidenceId]) -> int:
    """Find out what of some evidence counts now, change the sums, and tell; gives how many rows changed.

    The book must be held.
    """
    if not ids:
        return 0
    rules, erased = rules_of(context), context.settings(PointSettings).count_erased
    changed: list[Entry] = []
    changes: list[Booked] = []
    for entry in context.rows(sql.JUDGED, ids=list(ids)):
        rule: Rule | None = rules.get(entry.evidence)
        verdict = judge(entry, rule, count_erased=erased)
        if (entry.counts, entry.points, entry.quality, entry.capped) == (
            verdict.counts,
            verdict.points,
            verdict.quality,
            verdict.capped,
        ):
            continue
        context.run(
            sql.SET_VERDICT,
            id=entry.id,
            new_counts=verdict.counts,
            new_points=verdict.points,
            new_quality=verdict.quality,
            new_capped=verdict.capped,
        )
        changed.append(entry)
        changes.append(booked(entry, verdict))
    before = {member: total_of(context, member) for member in sorted({entry.member for entry in changed})}
    _add_up(context, sums_by_day(changes))
    for member, points in before.items():
        _tell(context, member, points, [entry for entry in changed if entry.member == member])
    return len(changed)


def total_of(context: Context, member: MemberId) -> int:
    """The points of a member, at least the floor."""
    points: int = (context.one(sql.TOTAL, member=member) or (0, 0, 0))[0]
    return max(points, context.settings(PointSettings).floor)


def _tell(context: Context, member: MemberId, before: int, changed: Iterable[Entry]) -> None:
    told = list(changed)
    context.emit(
        PointsChanged(
            member=member,
            points=total_of(context, member),
            before=before,
            evidence=tuple(entry.evidence for entry in told),
            about=tuple(entry.about for entry in told),
        )
    )


def _add_up(context: Context, changes: Iterable[Booked]) -> None:
    """Change the sums of days, then those of the periods that they are in by what the cap leaves of it."""
    per_day = context.settings(PointSettings).per_day
    scores: dict[ScoreKey, list[int]] = {}
    for change in changes:
        capped, free, points = context.one(sql.DAY, member=change.member, day=change.day) or (0, 0, 0)
        capped, free = capped + change.capped, free + change.free
        after = points_of_day(capped, free, per_day)
        context.run(sql.SET_DAY, member=change.member, day=change.day, capped=capped, free=free, points=after)
        for period in Period:
            key = (period.value, period_start(period, change.day), change.member)
            sums = scores.setdefault(key, [0, 0, 0])
            for place, add in enumerate((after - points, change.positive, change.negative)):
                sums[place] += add
    add_scores(context, scores)


def add_scores(context: Context, scores: Mapping[ScoreKey, Sequence[int]]) -> None:
    """Add points and evidence to the sums of periods.

    Args:
        context: The context.
        scores: By period, its first day and member: points, positive and negative evidence.
    """
    context.run_many(
        sql.ADD_SCORE,
        [
            {
                "period": period,
                "start": start,
                "member": member,
                "points": points,
                "positive": positive,
                "negative": negative,
            }
            for (period, start, member), (points, positive, negative) in scores.items()
        ],
    )
