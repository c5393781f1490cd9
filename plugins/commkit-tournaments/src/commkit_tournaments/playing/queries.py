"""How the numbers of who plays are read."""

from datetime import datetime, timedelta

from commkit import Context
from commkit.statistics import share_of
from commkit.storage import EARLIEST, FIRST_ID
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.playing import statements as sql
from commkit_tournaments.playing.messages import ReadPlayingNumbers
from commkit_tournaments.playing.policy import absence_factor
from commkit_tournaments.playing.records import ACTIVATION_WINDOW, PlayingNumbers

_AT_ONCE = 1_000


@tournament_feature.handles(ReadPlayingNumbers)
def read_playing_numbers(context: Context, query: ReadPlayingNumbers) -> PlayingNumbers:
    """Count organisers and matches in two statements, and who joined in one for each thousand."""
    since = query.since or EARLIEST
    until = query.until or context.now + timedelta.resolution  # what is made at this moment counts
    # Who joined less than the window ago may still play in time.
    joined, activated = _first_matches(context, since, min(until, context.now - ACTIVATION_WINDOW))
    made = [count for (count,) in context.rows(sql.ORGANISERS, since=since, until=until)]
    ((waiting,),) = context.rows(sql.WAITING, since=since, until=until)
    return PlayingNumbers(
        since=query.since,
        until=query.until,
        joined=joined,
        activated=activated,
        activated_share=share_of(activated, joined),
        tournaments=sum(made),
        organisers=len(made),
        top_share=share_of(max(made, default=0), sum(made)),
        absence_factor=absence_factor(made),
        waiting=waiting,
    )


def _first_matches(context: Context, since: datetime, until: datetime) -> tuple[int, int]:
    """How many joined, and how many of them played within the window."""
    joined = activated = 0
    after = FIRST_ID
    while True:
        rows = context.rows(sql.FIRST_MATCHES, since=since, until=until, after=after, size=_AT_ONCE)
        joined += len(rows)
        activated += sum(
            first is not None and first <= joined_at + ACTIVATION_WINDOW for _, joined_at, first in rows
        )
        if len(rows) < _AT_ONCE:
            return joined, activated
        after = rows[-1][0]
