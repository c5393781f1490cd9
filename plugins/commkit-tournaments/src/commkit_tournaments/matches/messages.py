"""The messages about matches."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit_tournaments.brackets.records import How
from commkit_tournaments.matches.records import (
    Evidence,
    EvidenceId,
    MatchPage,
    TournamentMatch,
    TournamentMatchId,
)
from commkit_tournaments.setup.records import EntrantId

EvidenceText = Annotated[str, Text(max=4_000)]
ReasonText = Annotated[str, Text(max=2_000)]

__all__ = [
    "AddEvidence",
    "DecideMatch",
    "EvidenceId",
    "ForfeitMatch",
    "ListMyMatches",
    "ReadMatch",
    "ReportNoShow",
    "ReportResult",
]


@frozen
class ReportResult(Command[TournamentMatch]):
    """Say how a match of one's own ended. Where both sides say the same it stands; where they differ it is disputed.

    A report of one side stands when the other one has not contradicted in time. One's report may be given anew.

    Attributes:
        match: The match.
        home_score: Games, goals or points of the first side.
        away_score: Games, goals or points of the second side.

    Raises:
        Conflict: It cannot be played yet, it has ended, or maps are still to be picked.
        Denied: It is a match of others.
        Invalid: No match of so many games ends so.
    """

    permission = "tournaments.report"
    granted_to = "member"

    match: TournamentMatchId
    home_score: int = field(kw_only=True)
    away_score: int = field(kw_only=True)


@frozen
class ReportNoShow(Command[TournamentMatch]):
    """Say that the other side did not come: it stands unless they contradict in time.

    Raises:
        Conflict: It cannot be played yet, it is planned for later, or it has ended.
        Denied: It is a match of others.
    """

    permission = "tournaments.report"
    granted_to = "member"

    match: TournamentMatchId


@frozen
class ForfeitMatch(Command[TournamentMatch]):
    """Give a match of one's own up: the other side wins at once.

    Raises:
        Conflict: It cannot be played yet, or has ended.
        Denied: It is a match of others.
    """

    permission = "tournaments.report"
    granted_to = "member"

    match: TournamentMatchId


@frozen
class AddEvidence(TextCommand[Evidence]):
    """Bring something forward about a match of one's own, for its judge.

    Attributes:
        match: The match.
        text: What to say; it may hold addresses of pictures and recordings.

    Raises:
        Conflict: Nobody plays in it yet, or the tournament is over.
        Denied: It is a match of others.
    """

    permission = "tournaments.report"
    granted_to = "member"
    shown = ("text",)
    personal = ("text",)

    match: TournamentMatchId
    text: EvidenceText


@frozen(kw_only=True)
class DecideMatch(TextCommand[TournamentMatch]):
    """Decide a match as its judge: a dispute, a walk-over, or instead of a result. All may read who did, and why.

    What others have played since, who would not have met, is played anew.

    Attributes:
        match: The match.
        winner: Who wins; None for a draw, and where neither came.
        home_score: Games, goals or points of the first side.
        away_score: Games, goals or points of the second side.
        how: How it ended: `played`, `forfeit`, `no_show`, `decision`, or of tables `absent`, where neither came.
        reason: Why.

    Raises:
        Conflict: Its sides are not known yet, or the tournament was cancelled.
        Denied: The actor plays in it (`tournaments.own_match`), or is no judge.
        Invalid: The winner is no side of it, or it needs one.
    """

    permission = "tournaments.decide"
    granted_to = "member"  # the handler asks for `tournaments.judge` of this tournament
    shown = ("reason",)
    personal = ("reason",)

    match: TournamentMatchId
    winner: EntrantId | None
    home_score: int = 0
    away_score: int = 0
    how: How = How.DECISION
    reason: ReasonText


@frozen
class ReadMatch(Query[MatchPage]):
    """Read a match with what was picked and decided; its players and judges read reports and evidence, too."""

    permission = "tournaments.read"
    granted_to = "visitor"

    match: TournamentMatchId


@frozen
class ListMyMatches(Query[Page[TournamentMatch]]):
    """The matches that wait for the actor: to be played, reported or decided.

    Attributes:
        after: The `next` of the page before.
        limit: Matches on a page, 1 to 100.
    """

    permission = "tournaments.enter"
    granted_to = "member"
    personal = ()

    after: str | None = None
    limit: int = 20
