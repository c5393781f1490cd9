"""The messages of those who take part."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text, TextCommand
from commkit_tournaments.entries.records import Entrant, EntrantLine, SeedExplanation
from commkit_tournaments.setup.records import EntrantId, TournamentId

NameText = Annotated[str, Text(max=60, min=0, multiline=False)]


@frozen
class EnterTournament(TextCommand[Entrant]):
    """Enter a tournament, alone or with a team; in a running one only where late entries are let in.

    Attributes:
        tournament: The tournament.
        name: What the team is called; empty for a single member.
        members: The other members of the team; they are told.

    Raises:
        Conflict: It is full, nobody enters any more, one of them takes part already, or no place of the bracket is
            left for a late entrant.
        Denied: A member of the team blocks another one.
        Invalid: The team has the wrong size, or no name.
        NotFound: There is no such member.
    """

    permission = "tournaments.enter"
    granted_to = "member"
    shown = ("name",)
    personal = ("name",)

    tournament: TournamentId
    name: NameText = field(default="", kw_only=True)
    members: tuple[MemberId, ...] = field(default=(), kw_only=True)


@frozen
class CheckIn(Command[Entrant]):
    """Say that one is there, for oneself or one's team; twice is once.

    Raises:
        Conflict: Check-in is not open, or the actor does not take part.
    """

    permission = "tournaments.enter"
    granted_to = "member"

    tournament: TournamentId


@frozen
class DropOut(Command[Entrant]):
    """Take an entrant out: before the start any of its members, then its captain, and judges at any time.

    What it has not played goes to its opponents.

    Raises:
        Conflict: It is out already, or the tournament is over.
        Denied: It is somebody else's.
    """

    permission = "tournaments.drop_out"
    granted_to = "member"

    entrant: EntrantId


@frozen
class ListEntrants(Query[Page[EntrantLine]]):
    """The entrants of a tournament, in the order in which they entered.

    Attributes:
        tournament: The tournament.
        after: The `next` of the page before.
        limit: Entrants on a page, 1 to 100.
    """

    permission = "tournaments.read"
    granted_to = "visitor"
    personal = ()

    tournament: TournamentId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ExplainSeed(Query[SeedExplanation]):
    """Why an entrant has the seed it has."""

    permission = "tournaments.read"
    granted_to = "visitor"

    entrant: EntrantId
