"""The query of the numbers of who plays."""

from datetime import datetime

from attrs import field, frozen

from commkit import Query
from commkit_tournaments.playing.records import PlayingNumbers


@frozen
class ReadPlayingNumbers(Query[PlayingNumbers]):
    """Who plays a first match soon after joining, how many organise, and what waits for a judge.

    Attributes:
        since: Count from then on; from the beginning where it is left out.
        until: Count until then; until now where it is left out.
    """

    permission = "tournaments.read_numbers"

    since: datetime | None = field(default=None, kw_only=True)
    until: datetime | None = field(default=None, kw_only=True)
