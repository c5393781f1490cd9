"""What happens in tournaments."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_tournaments.brackets.records import How
from commkit_tournaments.matches.records import TournamentMatchId
from commkit_tournaments.recorded.records import RecordedTournamentId
from commkit_tournaments.setup.records import EntrantId, TournamentId


@frozen
class TournamentCreated(Fact):
    """A tournament was made; members enter."""

    name = "tournaments.created"
    visible_to = "tournaments.read"
    tournament: TournamentId


@frozen
class CheckInOpened(Fact):
    """Entrants of a tournament check in now."""

    name = "tournaments.check_in_opened"
    visible_to = "tournaments.read"
    tournament: TournamentId
    captains: tuple[MemberId, ...]


@frozen
class EntrantsSeeded(Fact):
    """The organiser said who is which seed."""

    name = "tournaments.seeded"
    visible_to = "tournaments.read"
    tournament: TournamentId


@frozen
class TournamentStarted(Fact):
    """A tournament started.

    Attributes:
        tournament: The tournament.
        entrants: How many take part.
        no_shows: How many did not check in.
    """

    name = "tournaments.started"
    visible_to = "tournaments.read"
    tournament: TournamentId
    entrants: int
    no_shows: int


@frozen
class MatchesPlanned(Fact):
    """Matches were given times and stations.

    Attributes:
        tournament: The tournament.
        matches: How many.
    """

    name = "tournaments.planned"
    visible_to = "tournaments.read"
    tournament: TournamentId
    matches: int


@frozen
class TournamentFinished(Fact):
    """A tournament has its winner.

    Attributes:
        tournament: The tournament.
        winner: The entrant.
        members: Who played for it.
    """

    name = "tournaments.finished"
    visible_to = "tournaments.read"
    tournament: TournamentId
    winner: EntrantId
    members: tuple[MemberId, ...]


@frozen
class TournamentCancelled(Fact):
    """A tournament was called off."""

    name = "tournaments.cancelled"
    visible_to = "tournaments.read"
    tournament: TournamentId


@frozen
class EntrantEntered(Fact):
    """A member or a team entered a tournament.

    Attributes:
        tournament: The tournament.
        entrant: The entrant.
        members: Who plays for it.
        late: Whether the tournament was running.
    """

    name = "tournaments.entered"
    visible_to = "tournaments.read"
    tournament: TournamentId
    entrant: EntrantId
    members: tuple[MemberId, ...]
    late: bool


@frozen
class EntrantCheckedIn(Fact):
    """An entrant said that they are there."""

    name = "tournaments.checked_in"
    visible_to = "tournaments.read"
    tournament: TournamentId
    entrant: EntrantId


@frozen
class EntrantDroppedOut(Fact):
    """An entrant dropped out, or a judge took them out.

    Attributes:
        tournament: The tournament.
        entrant: The entrant.
        removed: Whether somebody else than one of them said so.
    """

    name = "tournaments.dropped_out"
    visible_to = "tournaments.read"
    tournament: TournamentId
    entrant: EntrantId
    removed: bool


@frozen
class MatchReady(Fact):
    """Both sides of a match are known, and have nothing else to play before it.

    Attributes:
        tournament: The tournament.
        match: The match.
        members: Who plays in it.
    """

    name = "tournaments.match_ready"
    visible_to = "tournaments.read"
    tournament: TournamentId
    match: TournamentMatchId
    members: tuple[MemberId, ...]


@frozen
class MapChosen(Fact):
    """A side banned or picked a map."""

    name = "tournaments.map_chosen"
    visible_to = "tournaments.read"
    tournament: TournamentId
    match: TournamentMatchId


@frozen
class ResultReported(Fact):
    """A side said how a match ended; the other one may contradict.

    Attributes:
        tournament: The tournament.
        match: The match.
        entrant: The side that said so.
        others: Who plays for the other side.
    """

    name = "tournaments.result_reported"
    visible_to = "tournaments.read"
    tournament: TournamentId
    match: TournamentMatchId
    entrant: EntrantId
    others: tuple[MemberId, ...]


@frozen
class MatchDisputed(Fact):
    """The two sides of a match say different things.

    Attributes:
        tournament: The tournament.
        match: The match.
        organiser: Who organises the tournament.
    """

    name = "tournaments.match_disputed"
    visible_to = "tournaments.read"
    tournament: TournamentId
    match: TournamentMatchId
    organiser: MemberId


@frozen
class EvidenceAdded(Fact):
    """Somebody brought something forward about a match."""

    name = "tournaments.evidence_added"
    visible_to = "tournaments.judge"
    tournament: TournamentId
    match: TournamentMatchId


@frozen
class MatchFinished(Fact):
    """A match ended, or ends otherwise than was told before. Ratings are made of these.

    Attributes:
        tournament: The tournament.
        match: The match.
        sides: The members of each side.
        ranks: The rank of each side, in the same order: 1 is the best, equal ranks are a draw.
        winners: The members of the side that won; nobody where it is a draw.
        how: How it ended; whoever rates counts what was `played`.
        corrected: Whether the match had another outcome before, which does not count any more.
    """

    name = "tournaments.match_finished"
    visible_to = "tournaments.read"
    tournament: TournamentId
    match: TournamentMatchId
    sides: tuple[tuple[MemberId, ...], ...]
    ranks: tuple[int, ...]
    winners: tuple[MemberId, ...]
    how: How
    corrected: bool


@frozen
class MatchReopened(Fact):
    """What a match ended with does not count any more: a correction brought others into it."""

    name = "tournaments.match_reopened"
    visible_to = "tournaments.read"
    tournament: TournamentId
    match: TournamentMatchId


@frozen
class MatchDecided(Fact):
    """A judge decided a match: a dispute, or instead of a result."""

    name = "tournaments.match_decided"
    visible_to = "tournaments.read"
    tournament: TournamentId
    match: TournamentMatchId


@frozen
class ResultsImported(Fact):
    """Games of a recorded tournament were imported.

    Attributes:
        tournament: The recorded tournament.
        games: How many.
    """

    name = "tournaments.results_imported"
    visible_to = "tournaments.read"
    tournament: RecordedTournamentId
    games: int
