"""The worker computes maps some time after votes, once, and not again while no vote changes; members read them."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import NotFound
from commkit_opinion import (
    CloseConsultation,
    ConsultationSettings,
    DecideStatement,
    MapSettings,
    OpinionMapComputed,
    draw_map,
    render_report,
)
from commkit_opinion.maps.arrays import policy as arrays
from commkit_opinion.maps.runs import subscribers
from tests.audiences import add_space

LEFT, RIGHT = "+++---+", "---+++-"


@pytest.fixture
def split(sqlite_town: Any) -> Any:
    """A town in two camps of seven and six, about seven statements, the last of which they agree on."""
    return _split(sqlite_town)


def _split(town: Any) -> Any:
    town.question = town.consultation()
    town.asked = town.seeded(town.question, 8)
    town.left, town.right = town.crowd(7, "l"), town.crowd(6, "r")
    town.ballots(town.left, town.asked, LEFT + "+")
    town.ballots(town.right, town.asked, RIGHT + "+")
    return town


def test_groups_consensus_and_the_own_place(town: Any) -> None:
    _split(town)
    town.work()
    found = town.map(town.question, by="l0")
    assert (found.people, found.placed, found.statements, found.votes) == (13, 13, 8, 104)
    assert [(group.number, group.size) for group in found.groups] == [(1, 7), (2, 6)]
    assert found.own is not None
    assert found.own.group == 1
    assert town.map(town.question, by="r0").own.group == 2
    assert town.map(town.question, by="ada").own is None
    assert town.map(town.question, by=None).own is None
    (agreed,) = found.consensus
    assert (agreed.statement.number, agreed.stance, agreed.groups, agreed.voters) == (8, "agree", 2, 13)
    assert agreed.lowest == pytest.approx(7 / 8)
    for group in found.groups:
        assert 0 < len(group.representative) <= 5
        assert all(one.statement.number != 8 for one in group.representative)
    assert found.groups[0].representative[0].ratio == pytest.approx((8 / 9) / (1 / 8))
    assert town.asked[0].number == 1


def test_nothing_is_computed_again_while_no_vote_changes(split: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    real = arrays.compute_map

    def counted(*given: Any, **named: Any) -> Any:
        runs.append(1)
        return real(*given, **named)

    monkeypatch.setattr(arrays, "compute_map", counted)
    split.work()
    assert len(runs) == 1, "104 votes, one run"
    before = split.map(split.question)
    split.do("stew", CloseConsultation(split.question.id))  # a fact, and no vote
    split.work()
    assert len(runs) == 1
    assert split.map(split.question) == before


def test_a_changed_vote_is_another_run_in_which_groups_keep_their_numbers(split: Any) -> None:
    split.work()
    before = split.map(split.question)
    split.vote("l0", split.asked[7], "disagree")
    assert split.map(split.question) == before, "it is as of the last run"
    split.work()
    after = split.map(split.question)
    assert after.computed_at > before.computed_at
    assert [(one.number, one.size) for one in after.groups] == [(1, 7), (2, 6)]
    assert after.consensus[0].lowest == pytest.approx(7 / 9)


def test_a_rejected_statement_is_in_no_map(split: Any) -> None:
    split.work()
    split.do("stew", DecideStatement(split.asked[7].id, accept=False))
    assert split.map(split.question).consensus == (), "it goes out of sight at once"
    split.work()
    found = split.map(split.question)
    assert (found.statements, found.votes) == (7, 91)


def test_groups_under_five_are_not_shown(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.consultation()
    asked = town.seeded(question, 7)
    town.ballots(town.crowd(12, "l"), asked, LEFT)
    town.ballots(town.crowd(3, "r"), asked, RIGHT)
    town.work()
    found = town.map(question, by="r0")
    assert (found.groups, found.hidden_groups) == ((), 2)
    assert found.own is not None
    assert found.own.group is None
    assert any("not shown" in sentence for sentence in found.limits)
    assert all(one.groups == 1 for one in found.consensus)


def test_fewer_than_five_people_are_no_number(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.consultation()
    asked = town.seeded(question, 7)
    town.ballots(town.crowd(4), asked, LEFT)
    town.work()
    found = town.map(question)
    assert (found.people, found.placed, found.votes, found.groups, found.consensus) == (
        None,
        None,
        None,
        (),
        (),
    )
    assert "fewer than 5 people" in render_report(found)


@pytest.mark.slow
@pytest.mark.parametrize("row", ["0000000", "+++++++", "+      ", "       "])
def test_what_tells_nobody_apart_makes_no_groups(sqlite_town: Any, row: str) -> None:
    town = sqlite_town
    question = town.consultation()
    asked = town.seeded(question, 7)
    town.ballots(town.crowd(8), asked, row)
    town.work()
    found = town.map(question)
    assert found.groups == ()
    assert found.hidden_groups == 0
    assert draw_map(found) == found.limits[0]


def test_no_statements_and_no_votes(sqlite_town: Any) -> None:
    question = sqlite_town.consultation()
    found = sqlite_town.map(question)
    assert (found.computed_at, found.people, found.groups, found.own) == (None, None, (), None)
    assert "No map was computed yet" in found.limits[0]


def test_who_sees_no_consultation_sees_no_map(sqlite_town: Any) -> None:
    space = add_space(sqlite_town.kit, "den", ("ada", "stew"), town="forum", walled=True)
    question = sqlite_town.consultation(space=space)
    assert sqlite_town.map(question, by="ada").groups == ()
    with sqlite_town.refused("runtime.not_found", NotFound):
        sqlite_town.map(question, by="bob")


def test_without_the_extra_there_is_consensus_and_a_sentence(
    split: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribers, "can_compute", lambda: False)
    split.work()
    found = split.map(split.question)
    assert found.groups == ()
    assert "commkit-opinion[map]" in found.limits[0]
    assert [(one.statement.number, one.voters) for one in found.consensus][:1] == [(8, 13)]
    monkeypatch.undo()
    split.vote("ada", split.asked[0])
    split.work()
    found = split.map(split.question)
    assert (len(found.groups), found.placed) == (2, 13)
    assert found.people is None, "who has no place would be one"
    assert "13 with a place" in render_report(found)


def test_more_people_than_the_settings_allow_count_as_one(make_town: Any) -> None:
    town = _split(make_town(maps=MapSettings(max_people=12)))
    town.work()
    found = town.map(town.question)
    assert (found.groups, found.people) == ((), 13)
    assert "More people" in found.limits[0]


def test_a_higher_threshold_hides_more(make_town: Any) -> None:
    town = _split(make_town(consultations=ConsultationSettings(threshold=7)))
    town.work()
    assert town.map(town.question).groups == ()


def test_many_votes_are_one_run(split: Any) -> None:
    split.kit.worker().drain()
    assert split.map(split.question).computed_at is None, "it waits for further votes"
    split.pass_time(minutes=4)
    assert split.map(split.question).computed_at is None
    split.pass_time(minutes=2)
    assert split.map(split.question).computed_at is not None
    assert split.clock() - split.map(split.question).computed_at < timedelta(minutes=2)
    assert OpinionMapComputed.visible_to == "opinion.read"


def test_the_report_draws_the_groups_and_says_how(split: Any) -> None:
    split.work()
    found = split.map(split.question, by="l0")
    drawn = draw_map(found, width=60, height=16)
    assert len(drawn.split("\n")) == 16
    assert all(len(line) <= 60 for line in drawn.splitlines())
    assert "1 (7)" in drawn
    assert "2 (6)" in drawn
    assert drawn.count("*") == 1
    report = render_report(found, title="Where shall we meet?")
    for words in (
        "13 people, 13 with a place",
        "Group 2, 6 people:",
        "Consensus",
        "Method.",
        "Limits.",
        "n = 13",
    ):
        assert words in report
