"""The command of maps."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Text
from commkit_tournaments.matches.records import MapChoice, TournamentMatchId


@frozen
class ChooseMap(Command[MapChoice]):
    """Ban or pick a map, whichever it is one's turn to do.

    Attributes:
        match: The match.
        map: One of the maps of the tournament that was not chosen yet.

    Raises:
        Conflict: It is the other side's turn, nothing is left to choose, or the match cannot be played.
        Denied: It is a match of others.
        Invalid: There is no such map, or it was chosen already.
    """

    permission = "tournaments.report"
    granted_to = "member"
    personal = ()

    match: TournamentMatchId
    map: Annotated[str, Text(max=60, multiline=False)]
