"""How the numbers are read."""

from commkit import Context
from commkit.statistics import median_wait, share_of
from commkit.storage import EARLIEST
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.numbers import statements as sql
from commkit_gaming.looking_for_group.numbers.messages import ReadPartyNumbers
from commkit_gaming.looking_for_group.numbers.records import PartyNumbers

_SMALLEST = 5
"""Of fewer people nothing is told."""


@party_feature.handles(ReadPartyNumbers)
def read_party_numbers(context: Context, query: ReadPartyNumbers) -> PartyNumbers:
    """Two statements."""
    since = query.since or EARLIEST
    rows = context.rows(sql.PARTIES, since=since)
    enough = len({owner for owner, *_ in rows}) >= _SMALLEST
    filled = [found - made for _, made, found, _ in rows if found is not None]
    unfilled = [((ended or context.now) - made, ended) for _, made, found, ended in rows if found is None]
    over = len(filled) + sum(ended is not None for _, ended in unfilled)
    ready = context.rows(sql.READY, since=since, at=context.now)
    told = len({member for member, _ in ready}) >= _SMALLEST
    return PartyNumbers(
        parties=len(rows),
        filled=share_of(len(filled), over) if enough else None,
        time_to_fill=median_wait(filled, (waited for waited, _ in unfilled)) if enough else None,
        no_shows=share_of(sum(noted is not None for _, noted in ready), len(ready)) if told else None,
    )
