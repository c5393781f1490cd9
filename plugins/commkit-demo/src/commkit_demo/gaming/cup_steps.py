"""What is shown live of a cup: entered, played, disputed, decided; and what it does to the ladder."""

from collections.abc import Iterator

from commkit_demo.client import ASKER, HELPER, MODERATOR, READER, SELLER, DemoClient
from commkit_gaming import LADDER
from commkit_ladders import Ladder, ListLadders, OpenLadder, ReadLadderPlace
from commkit_tournaments import (
    CreateTournament,
    DecideMatch,
    EnterTournament,
    ReadBracket,
    ReportResult,
    StartTournament,
    Tournament,
    TournamentMatch,
)

_PLAYERS = (ASKER, READER, SELLER, HELPER)
"""In the order of their seeds."""


def show_cup(client: DemoClient) -> Iterator[str]:
    """Four play: two semi-finals that both sides report alike, a final about which they do not agree."""
    ladder = _ladder(client)
    cup = client.do(MODERATOR, "cup", CreateTournament(title="Live cup"))
    for name in _PLAYERS:
        client.do(name, f"{name} enters", EnterTournament(cup.id))
    client.do(MODERATOR, "start", StartTournament(cup.id))
    yield f"{MODERATOR} holds {cup.title}: {', '.join(_PLAYERS)} enter, and are seeded in this order"
    for key, players, score in (("W1-1", (ASKER, HELPER), (2, 3)), ("W1-2", (READER, SELLER), (3, 0))):
        _report(client, cup, key, dict.fromkeys(players, score))
    client.deliver()
    yield f"{HELPER} beats {ASKER} 3:2, and {READER} beats {SELLER} 3:0: both sides report the same"
    final = _match(client, cup, "W2-1")
    _report(client, cup, "W2-1", {READER: (3, 1), HELPER: (1, 3)})
    winner = READER if _is_home(client, cup, final, READER) else HELPER
    command = DecideMatch(
        match=final.id, winner=final.home, home_score=3, away_score=1, reason="The recording shows it."
    )
    client.do_once(MODERATOR, "decision", command)
    client.deliver()
    yield (
        f"{READER} and {HELPER} report different results of the final; {MODERATOR} decides for {winner}, "
        "with a reason that all read"
    )
    place = client.ask(ReadLadderPlace(ladder.id, client.member(winner)), by=READER)
    if place is not None:
        yield (
            f"what was played moved the ladder, what was decided did not: {winner} has won {place.wins} of "
            f"{place.games} there"
        )


def _ladder(client: DemoClient) -> Ladder:
    """The ladder on which cups count; the organiser opens it where nobody did."""
    for ladder in client.ask(ListLadders(limit=100), by=READER).items:
        if ladder.key == LADDER:
            return ladder
    return client.do(MODERATOR, "ladder", OpenLadder(LADDER, title="The ladder", rules="play"))


def _match(client: DemoClient, cup: Tournament, key: str) -> TournamentMatch:
    drawn = client.ask(ReadBracket(cup.id), by=READER).matches
    return next(each.match for each in drawn if each.match.key == key)


def _report(client: DemoClient, cup: Tournament, key: str, scores: dict[str, tuple[int, int]]) -> None:
    match = _match(client, cup, key)
    for name, (home, away) in scores.items():
        client.do_once(name, f"{key} by {name}", ReportResult(match.id, home_score=home, away_score=away))


def _is_home(client: DemoClient, cup: Tournament, match: TournamentMatch, name: str) -> bool:
    entrants = client.ask(ReadBracket(cup.id), by=READER).entrants
    mine = client.member(name)
    return any(line.entrant.id == match.home and mine in line.members for line in entrants)
