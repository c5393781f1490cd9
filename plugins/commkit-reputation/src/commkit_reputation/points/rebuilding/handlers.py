"""How what is stored of members is compared with the ledger, and put right."""

from collections.abc import Sequence

from attrs import evolve

from commkit import Context, MemberId
from commkit.storage import FIRST_ID, schedule_command
from commkit_reputation.points import statements as sql
from commkit_reputation.points.facts import ReputationRebuilt
from commkit_reputation.points.feature import point_feature
from commkit_reputation.points.handlers import REVIEWED_AT_ONCE, add_scores, lock_book, review
from commkit_reputation.points.jobs import RebuildReputation
from commkit_reputation.points.rebuilding.policy import Days, DaySums, Scores, differences, sums_of
from commkit_reputation.points.records import Difference, PointSettings, RebuildReport

_MOST = 500


@point_feature.handles(RebuildReputation)
def rebuild_reputation(context: Context, command: RebuildReputation) -> RebuildReport:
    """Put the sums right, review what counts, which changes them, and tell who else is to look at these members."""
    lock_book(context)
    size = min(max(command.limit, 1), _MOST)
    members: list[MemberId] = [
        id for (id,) in context.rows(sql.MEMBERS, after=command.after or FIRST_ID, size=size)
    ]
    found: list[Difference] = []
    reviewed = 0
    for member in members:
        found += _put_right(context, member)
        reviewed += _review_all(context, member)
    if members:
        context.emit(ReputationRebuilt(members=tuple(members), differences=len(found), reviewed=reviewed))
    last = members[-1] if len(members) == size else None
    if command.go_on and last is not None:
        schedule_command(context, evolve(command, after=last), at=context.now, as_system=True)
    return RebuildReport(members=len(members), reviewed=reviewed, differences=tuple(found), next=last)


def _review_all(context: Context, member: MemberId) -> int:
    after, changed = FIRST_ID, 0
    while rows := context.rows(sql.IDS_OF_MEMBER, member=member, after=after, size=REVIEWED_AT_ONCE):
        changed += review(context, [id for (id,) in rows])
        after = rows[-1][0]
    return changed


def _put_right(context: Context, member: MemberId) -> Sequence[Difference]:
    """Replace the sums of a member where they are not what the ledger comes to."""
    per_day = context.settings(PointSettings).per_day
    days = {
        day: (capped, free, points) for day, capped, free, points in context.rows(sql.DAYS_OF, member=member)
    }
    scores = {
        (period, start): (points, positive, negative)
        for period, start, points, positive, negative in context.rows(sql.SCORES_OF, member=member)
    }
    recounted = [DaySums(*row) for row in context.rows(sql.RECOUNTED, member=member)]
    after = sums_of(recounted, per_day)
    found = list(differences(member, (days, scores), after))
    if found:
        _replace(context, member, *after)
    return found


def _replace(context: Context, member: MemberId, days: Days, scores: Scores) -> None:
    context.run(sql.DELETE_DAYS, member=member)
    context.run(sql.DELETE_SCORES, member=member)
    context.run_many(
        sql.SET_DAY,
        [
            {"member": member, "day": day, "capped": capped, "free": free, "points": points}
            for day, (capped, free, points) in days.items()
        ],
    )
    add_scores(context, {(period, start, member): sums for (period, start), sums in scores.items()})
