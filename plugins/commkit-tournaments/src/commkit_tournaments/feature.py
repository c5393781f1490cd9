"""The feature of tournaments."""

from commkit import Feature, NotificationKind
from commkit_tournaments.entries.records import EntrantLine, SeedExplanation
from commkit_tournaments.facts import (
    CheckInOpened,
    EntrantCheckedIn,
    EntrantDroppedOut,
    EntrantEntered,
    EntrantsSeeded,
    EvidenceAdded,
    MapChosen,
    MatchDecided,
    MatchDisputed,
    MatchesPlanned,
    MatchFinished,
    MatchReady,
    MatchReopened,
    ResultReported,
    ResultsImported,
    TournamentCancelled,
    TournamentCreated,
    TournamentFinished,
    TournamentStarted,
)
from commkit_tournaments.matches.records import MapChoice, MatchPage
from commkit_tournaments.measures import FIRST_MATCHES, ORGANISING, PLAYED_MATCHES, WAITING_MATCHES
from commkit_tournaments.playing.records import PlayingNumbers
from commkit_tournaments.ports import RatingSource
from commkit_tournaments.recorded.importing.records import StoredTournament
from commkit_tournaments.recorded.views.records import (
    HistoryLine,
    RecordedBracket,
    RecordedTable,
    RecordedTotals,
    RosterLine,
)
from commkit_tournaments.tables import metadata
from commkit_tournaments.views.pairings.records import PairingExplanation, SideReason
from commkit_tournaments.views.records import Bracket, TournamentNumbers

JUDGE = "tournaments.judge"
"""The permission of judges: organisers have it for their own tournaments, stewards for all."""

tournament_feature = Feature(
    "tournaments.brackets",
    tables=metadata,
    migrations="commkit_tournaments.migrations",
    declares=(PLAYED_MATCHES, FIRST_MATCHES, ORGANISING, WAITING_MATCHES),
    port_types=(RatingSource,),
    grants={
        "member": {"tournaments.run:own", "tournaments.judge:own"},
        "steward": {
            "tournaments.create",
            "tournaments.run",
            "tournaments.judge",
            "tournaments.read_numbers",
        },
        "system": {"tournaments.settle", "tournaments.import"},
    },
    persons_only=("tournaments.enter", "tournaments.report", "tournaments.decide", "tournaments.judge"),
    facts=(
        TournamentCreated,
        CheckInOpened,
        EntrantsSeeded,
        TournamentStarted,
        MatchesPlanned,
        TournamentFinished,
        TournamentCancelled,
        EntrantEntered,
        EntrantCheckedIn,
        EntrantDroppedOut,
        MatchReady,
        MapChosen,
        ResultReported,
        ResultsImported,
        MatchDisputed,
        EvidenceAdded,
        MatchFinished,
        MatchReopened,
        MatchDecided,
    ),
    records=(
        EntrantLine,
        SeedExplanation,
        MapChoice,
        MatchPage,
        Bracket,
        TournamentNumbers,
        PlayingNumbers,
        StoredTournament,
        RecordedTotals,
        RecordedTable,
        RecordedBracket,
        RosterLine,
        HistoryLine,
        PairingExplanation,
        SideReason,
    ),
    notification_kinds=(
        NotificationKind(
            name="tournaments.check_in_opened", summary="A tournament that you entered asks you to check in."
        ),
        NotificationKind(name="tournaments.entered", summary="You were entered in a tournament with a team."),
        NotificationKind(
            name="tournaments.planned",
            summary="Your matches have a time and a station, or others than before.",
        ),
        NotificationKind(name="tournaments.match_ready", summary="Your next match is ready to be played."),
        NotificationKind(
            name="tournaments.result_reported", summary="The other side reported a result of your match."
        ),
        NotificationKind(
            name="tournaments.match_disputed", summary="A match of your tournament waits for a judge."
        ),
    ),
)
"""Tournaments."""
