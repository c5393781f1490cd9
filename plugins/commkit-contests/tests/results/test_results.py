"""Results as the contest declares them: calibration, ties, explanations without names."""

from datetime import timedelta
from typing import Any

import pytest

from commkit_contests import Calibration, ContestTieRule, ExplainContestPlace, ListContestPlaces

Town = Any


def judged(
    town: Town, marks: dict[str, dict[str, tuple[int, int]]], **more: Any
) -> tuple[Any, dict[str, Any]]:
    """A contest whose entries are by ada, bob and cid, called after them, with two for calibration."""
    contest = town.contest(*marks, **more)
    entries = {title: town.calibrate(contest, title) for title in ("low", "high")}
    for name in ("ada", "bob", "cid"):
        town.clock.advance(timedelta(seconds=1))
        entries[name] = town.enter(contest, name, name)
    town.begin(contest)
    for judge, its in marks.items():
        for title, values in its.items():
            town.mark(judge, entries[title], *values)
    return contest, entries


STRICT = {"low": (1, 1), "high": (5, 5)}
LENIENT = {"low": (5, 5), "high": (9, 9)}


@pytest.mark.parametrize(
    ("calibration", "expected"),
    [
        (Calibration.NONE, [(1, "bob"), (2, "ada")]),
        (Calibration.ADDITIVE, [(1, "ada"), (2, "bob")]),
        (Calibration.STANDARD, [(1, "ada"), (2, "bob")]),
    ],
)
def test_a_strict_judge_does_no_harm_once_judges_are_comparable(
    make_town: Any, calibration: Calibration, expected: Any
) -> None:
    from commkit_contests import ContestSettings  # noqa: PLC0415

    town = make_town(settings=ContestSettings(marks_needed=1))
    marks = {"jon": STRICT | {"ada": (4, 4)}, "kim": LENIENT | {"bob": (7, 7)}}
    contest, _ = judged(town, marks, calibration=calibration)
    assert town.publish(contest) == expected


def test_an_explanation_names_no_judge(town: Town) -> None:
    marks = {"jon": STRICT | {"ada": (4, 4)}, "kim": LENIENT | {"ada": (8, 5)}}
    contest, entries = judged(town, marks)
    town.publish(contest)
    explained = town.ask(None, ExplainContestPlace(entries["ada"].id))
    assert [part.mark for part in explained.parts] == [4.0, 7.0]
    assert [round(part.counted, 3) for part in explained.parts] == [5.833, 5.167]
    assert explained.placed == 1
    assert explained.sentences[2] == "The mean of 2 judges is 5.50: place 1 of 1."
    assert str(town.member("jon")) not in str(explained)
    assert str(town.member("kim")) not in str(explained)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        (ContestTieRule.SHARED, [(1, "ada"), (1, "bob"), (3, "cid")]),
        (ContestTieRule.HEAVIEST, [(1, "bob"), (2, "ada"), (3, "cid")]),
        (ContestTieRule.EARLIEST, [(1, "ada"), (2, "bob"), (3, "cid")]),
    ],
)
def test_ties_are_by_the_rule_of_the_contest(sqlite_town: Town, ties: ContestTieRule, expected: Any) -> None:
    """The idea counts twice: 4 and 7 are 5, and so are 5 and 5."""
    town = sqlite_town
    its = {"ada": (4, 7), "bob": (5, 5), "cid": (1, 1)}
    contest, _ = judged(town, {"jon": STRICT | its, "kim": STRICT | its}, ties=ties)
    assert town.publish(contest) == expected


def test_places_are_read_page_by_page(sqlite_town: Town) -> None:
    town = sqlite_town
    its = {"ada": (4, 7), "bob": (5, 5), "cid": (1, 1)}
    contest, _ = judged(town, {"jon": STRICT | its, "kim": STRICT | its})
    town.publish(contest)
    found, after = [], None
    while True:
        page = town.ask(None, ListContestPlaces(contest.id, after=after, limit=1))
        found += [entry.place for entry in page.items]
        after = page.next
        if after is None:
            break
    assert found == [1, 1, 3]
