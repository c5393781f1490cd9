"""When active people are counted."""

from commkit import Context
from commkit.posts import PostCreated
from commkit.storage import schedule_command
from commkit_ranking.activity import statements as sql
from commkit_ranking.activity.jobs import CountActivePeople
from commkit_ranking.ranks.feature import rank_feature


@rank_feature.reacts_to(PostCreated)
def count_once_a_day(context: Context, fact: PostCreated) -> None:
    """Let the worker count with the first post of a day: where nobody writes, no order changes by it."""
    today = context.now.date()
    found = context.one(sql.DAY)
    if found is not None and found[0] >= today:
        return  # nearly always; the row is not locked then
    if context.run(sql.CLAIM_DAY, day=today):
        schedule_command(context, CountActivePeople(), at=context.now, as_system=True)
