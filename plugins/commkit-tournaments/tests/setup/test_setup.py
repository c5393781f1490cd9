"""Making, seeding, planning and cancelling tournaments, and reading them."""

from datetime import UTC, datetime, timedelta
from math import inf, nan
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid
from commkit_tournaments import (
    CancelTournament,
    CheckIn,
    DecideMatch,
    DrawBracket,
    DropOut,
    EnterTournament,
    Format,
    How,
    ListTournaments,
    MatchesPlanned,
    OpenCheckIn,
    PlanMatches,
    ReadTournament,
    ReadTournamentNumbers,
    ReportNoShow,
    Seeding,
    SetSeeds,
    StartTournament,
    TournamentState,
)


@pytest.mark.parametrize(
    ("field", "options"),
    [
        ("capacity", {"capacity": 1}),
        ("capacity", {"capacity": 301}),
        ("capacity", {"capacity": 129, "format": Format.ROUND_ROBIN}),
        ("team_size", {"team_size": 0}),
        ("best_of", {"best_of": 2}),
        ("draws", {"draws": True}),
        ("draws", {"draws": True, "best_of": 3, "format": Format.SWISS}),
        ("maps", {"maps": ("A", "A")}),
        ("maps", {"maps": ("A", "B"), "best_of": 3}),
        ("rounds", {"rounds": 3}),
        ("groups", {"groups": 3}),
        ("third_place", {"third_place": True, "format": Format.SWISS}),
        ("third_place", {"third_place": True, "format": Format.DOUBLE}),
        ("protected", {"protected": 2}),
        ("protected", {"seeding": Seeding.PROTECTED}),
        ("report_within", {"report_within": timedelta(seconds=1)}),
        ("legs", {"legs": 3, "format": Format.ROUND_ROBIN}),
        ("legs", {"legs": 2}),
        ("late_until", {"late_until": 1, "format": Format.ROUND_ROBIN}),
        ("late_until", {"late_until": 1, "format": Format.GROUPS, "groups": 2}),
        ("advance", {"advance": 3}),
        ("playoff", {"playoff": Format.DOUBLE, "format": Format.SWISS}),
        ("reset", {"reset": False}),
    ],
)
def test_what_would_mean_nothing_is_refused(sqlite_town: Any, field: str, options: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        sqlite_town.create(**options)
    assert caught.value.code == "tournaments.bad_rules"
    assert field in [error.path for error in caught.value.errors]


def test_who_plays_is_told_when_and_where_and_again_when_it_changes(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid")
    told = ("tournaments.planned", held.id)
    plan = PlanMatches(tournament=held.id, starts_at=town.after(hours=1))
    town.do("stew", plan)
    assert [told in town.inbox(name) for name in ("ada", "bob", "cid", "dan")] == [True, True, True, False]
    with town.kit.session("stew", "arena") as session:
        session.do(plan)
        (planned,) = [fact for fact in session.facts if isinstance(fact, MatchesPlanned)]
    assert (planned.matches, planned.members) == (2, ()), "nothing changed"
    town.result(held, "W1-2", 1, 0, "bob", "cid")
    with town.kit.session("stew", "arena") as session:
        session.do(PlanMatches(tournament=held.id, starts_at=town.after(hours=2)))
        (planned,) = [fact for fact in session.facts if isinstance(fact, MatchesPlanned)]
    assert set(planned.members) == {town.member("ada"), town.member("bob")}


def test_a_rating_that_is_no_number_is_none(make_town: Any, ratings: Any) -> None:
    town = make_town(ratings=ratings)
    held = town.create(seeding=Seeding.RATING)
    entrants = town.enter(held, "ada", "bob", "cid", "dan")
    told = {"ada": nan, "bob": inf, "cid": 1_500.0, "dan": 1_600.0}
    ratings.known = {town.member(name): number for name, number in told.items()}
    town.do("stew", StartTournament(held.id))
    seeds = {line.entrant.id: line.entrant for line in town.bracket(held).entrants}
    assert [seeds[entrants[name].id].seed for name in ("dan", "cid", "ada", "bob")] == [1, 2, 3, 4]
    assert [seeds[entrants[name].id].rating for name in ("ada", "bob")] == [None, None]


def test_a_group_is_no_larger_than_a_table(town: Any) -> None:
    with town.refused("tournaments.bad_rules", Invalid):
        town.create(format=Format.GROUPS, groups=2, capacity=300)
    assert town.create(format=Format.GROUPS, groups=3, capacity=300).groups == 3


@pytest.mark.parametrize("far", [datetime.max.replace(tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)])
def test_a_plan_begins_in_a_time_that_can_be_told(town: Any, far: datetime) -> None:
    held, _ = town.started("ada", "bob", "cid")
    with town.refused("runtime.invalid", Invalid):
        town.do("stew", PlanMatches(tournament=held.id, starts_at=far))


def test_the_organiser_seeds_by_hand(town: Any) -> None:
    held = town.create(by="eve")
    entrants = town.enter(held, "ada", "bob", "cid", "dan")
    order = (entrants["dan"].id, entrants["bob"].id)
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", SetSeeds(held.id, order))
    for wrong in ((order[0], order[0]), (held.id,)):
        with town.refused("runtime.invalid", Invalid):
            town.do("eve", SetSeeds(held.id, wrong))
    assert town.do("eve", SetSeeds(held.id, order)).seeding is Seeding.MANUAL
    town.do("eve", StartTournament(held.id))
    seeds = [line.entrant.id for line in town.bracket(held).entrants]
    assert seeds == [*order, entrants["ada"].id, entrants["cid"].id]
    with town.refused("tournaments.wrong_state", Conflict):
        town.do("eve", SetSeeds(held.id, order))


def test_matches_are_planned_over_stations(town: Any) -> None:
    held, _ = town.started("ada", "bob", "cid", "dan")
    noon = town.after(hours=3)
    planned = town.do(
        "stew", PlanMatches(tournament=held.id, starts_at=noon, length=timedelta(hours=1), stations=2)
    )
    assert planned == 3
    times = {
        each.match.key: (each.match.station, each.match.starts_at) for each in town.bracket(held).matches
    }
    assert times["W1-1"][1] == times["W1-2"][1] == noon
    assert times["W1-1"][0] != times["W1-2"][0]
    assert times["W2-1"][1] == noon + timedelta(hours=1)
    with town.refused("tournaments.too_early", Conflict):
        town.do("ada", ReportNoShow(town.match(held, "W1-1").id))
    town.clock.advance(timedelta(hours=3))
    town.do("ada", ReportNoShow(town.match(held, "W1-1").id))
    for wrong in ({"stations": 0}, {"length": timedelta()}, {"pause": timedelta(days=31)}):
        with town.refused("runtime.invalid", Invalid):
            town.do("stew", PlanMatches(tournament=held.id, starts_at=noon, **wrong))
    with town.refused("tournaments.wrong_state", Conflict):
        town.do("stew", PlanMatches(tournament=town.create().id, starts_at=noon))


def test_a_tournament_is_called_off(town: Any) -> None:
    held, entrants = town.started("ada", "bob")
    ended = town.do("stew", CancelTournament(held.id, "The hall is flooded."))
    assert (ended.state, ended.cancel_reason) == (TournamentState.CANCELLED, "The hall is flooded.")
    match = town.match(held, "W1-1")
    for command in (
        CancelTournament(held.id, "Again."),
        DropOut(entrants["ada"].id),
        DecideMatch(match=match.id, winner=entrants["ada"].id, reason="Because."),
        StartTournament(held.id),
        OpenCheckIn(held.id),
        EnterTournament(held.id),
    ):
        with town.refused("tournaments.wrong_state", Conflict):
            town.do("stew", command)


def test_tournaments_are_listed_the_newest_first(town: Any) -> None:
    made = [town.create().id for _ in range(3)]
    page = town.ask(None, ListTournaments(limit=2))
    assert [held.id for held in page.items] == [made[2], made[1]]
    rest = town.ask(None, ListTournaments(after=page.next))
    assert [held.id for held in rest.items] == [made[0]]
    assert town.ask(None, ReadTournament(made[0])).title == "Cup"


def test_a_bracket_is_drawn_as_text_and_read_as_data(town: Any) -> None:
    held, entrants = town.started("ada", "bob", "cid")
    town.result(held, "W1-2", 0, 1, "bob", "cid")
    assert town.ask("ada", DrawBracket(town.create().id)) == ""
    drawn = town.ask("ada", DrawBracket(held.id))
    assert drawn.splitlines()[0] == "Winners' bracket"
    assert "?" in drawn
    bracket = town.bracket(held, None)
    final = bracket.matches[-1]
    assert [(source.match, source.winner) for source in final.sources] == [("W1-1", True), ("W1-2", True)]
    assert [source.seed for each in bracket.matches[:2] for source in each.sources] == [1, 0, 2, 3]
    assert [line.entrant.id for line in bracket.entrants] == [
        entrants[name].id for name in ("ada", "bob", "cid")
    ]


def test_a_bracket_takes_as_many_statements_for_many_as_for_few(town: Any) -> None:
    counts = []
    for names in (("ada", "bob"), ("ada", "bob", "cid", "dan", "eve")):
        held, _ = town.started(*names)
        with town.counted() as seen:
            town.bracket(held)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_numbers_say_how_large_the_sample_is(town: Any) -> None:
    empty = town.ask("stew", ReadTournamentNumbers())
    assert (empty.tournaments, empty.no_show_share, empty.decided_share) == (0, None, None)
    held = town.create(needs_check_in=True)
    entrants = town.enter(held, "ada", "bob", "cid", "dan")
    town.do("stew", OpenCheckIn(held.id))
    for name in ("ada", "bob", "cid"):
        town.do(name, CheckIn(held.id))
    town.do("stew", StartTournament(held.id))
    town.result(held, "W1-2", 1, 0, "bob", "cid")
    decision = DecideMatch(
        match=town.match(held, "W2-1").id, winner=entrants["ada"].id, how=How.DECISION, reason="Rain."
    )
    town.do("stew", decision)
    town.do("stew", CancelTournament(town.create().id, "Too few."))
    numbers = town.ask("stew", ReadTournamentNumbers())
    assert (numbers.tournaments, numbers.finished, numbers.cancelled) == (2, 1, 1)
    assert (numbers.entrants, numbers.started, numbers.no_shows) == (4, 4, 1)
    assert (numbers.matches, numbers.played, numbers.decided) == (2, 1, 1)
    assert (numbers.no_show_share.n, round(numbers.no_show_share.low, 4)) == (4, 0.0456)
    assert numbers.decided_share.n == 2
    later = town.ask("stew", ReadTournamentNumbers(since=town.after(hours=1)))
    assert later.tournaments == 0
    with pytest.raises(Denied):
        town.ask("ada", ReadTournamentNumbers())
