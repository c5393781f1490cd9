"""The queries about tournaments."""

from datetime import datetime

from attrs import field, frozen

from commkit import Page, Query
from commkit_tournaments.setup.records import Tournament, TournamentId
from commkit_tournaments.views.records import Bracket, TournamentNumbers


@frozen
class ReadTournament(Query[Tournament]):
    """Read a tournament."""

    permission = "tournaments.read"
    granted_to = "visitor"

    tournament: TournamentId


@frozen
class ListTournaments(Query[Page[Tournament]]):
    """All tournaments, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Tournaments on a page, 1 to 100.
    """

    permission = "tournaments.read"
    granted_to = "visitor"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadBracket(Query[Bracket]):
    """A tournament with all that is needed to draw it: entrants, matches, where their sides come from, standings."""

    permission = "tournaments.read"
    granted_to = "visitor"

    tournament: TournamentId


@frozen
class DrawBracket(Query[str]):
    """A tournament as plain text, for terminals and mail."""

    permission = "tournaments.read"
    granted_to = "visitor"

    tournament: TournamentId


@frozen
class ReadTournamentNumbers(Query[TournamentNumbers]):
    """The numbers of tournaments.

    Attributes:
        since: Count only those made from then on; all of them where it is left out.
    """

    permission = "tournaments.read_numbers"

    since: datetime | None = field(default=None, kw_only=True)
