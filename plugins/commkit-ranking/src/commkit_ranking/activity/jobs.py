"""The worker's command of active people."""

from attrs import frozen

from commkit import Command, Context
from commkit.posts import PostId
from commkit.storage import first_id_from, schedule_command
from commkit_ranking.activity import statements as sql
from commkit_ranking.policy import ACTIVE_WITHIN
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.jobs import RebuildRanks


@frozen
class CountActivePeople(Command[int]):
    """Count who wrote in each space within 30 days, and rank what was opened within them anew.

    The first post of a day, UTC, schedules it for the worker; the host may send it as `SYSTEM` besides.

    Returns:
        In how many spaces somebody wrote; what stands in no space counts as one.
    """

    permission = "ranking.keep"
    host_only = True
    when_archived = True


@rank_feature.handles(CountActivePeople)
def count_active_people(context: Context, command: CountActivePeople) -> int:
    """Store the counts; older threads keep the count that they were last ranked with."""
    since = PostId(first_id_from(context.now - ACTIVE_WITHIN))
    counted = context.rows(sql.COUNTED, since_id=since)
    context.run_many(
        sql.SET, [{"space": space, "people": people, "counted_at": context.now} for space, people in counted]
    )
    context.run(sql.SET_NOBODY, now=context.now)
    schedule_command(
        context, RebuildRanks(after=since, go_on=True, replies=False), at=context.now, as_system=True
    )
    return len(counted)
