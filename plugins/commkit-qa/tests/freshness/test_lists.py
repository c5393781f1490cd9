"""What stewards read: answers that people rely on and that may fail them, and the numbers."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Denied
from commkit.posts import CreateThread
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit.statistics import share_of
from commkit_qa import (
    AcceptAnswer,
    FreshnessNumbers,
    FreshnessState,
    ListByFreshness,
    MarkCanonical,
    ReadFreshnessNumbers,
    ReportVersion,
    StateVersions,
)

YEAR = timedelta(days=365)


def solved(town: Any, number: int = 0) -> Any:
    """An accepted answer that states versions."""
    question = town.question(f"Question {number}")
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.do("bob", StateVersions(answer.id, since="1.0"))
    return answer


def listed(town: Any, by: Any = "stew", **fields: Any) -> list[Any]:
    return [found.post for found in town.ask(by, ListByFreshness(**fields)).items]


def test_accepted_and_canonical_answers_that_went_stale_are_listed(town: Any) -> None:
    accepted = solved(town)
    question = town.question("Canonical one")
    canonical, other = town.answer(question.id), town.answer(question.id, by="cid")
    town.do("stew", MarkCanonical(question.id, canonical.id, "builds"))
    town.do("bob", StateVersions(canonical.id))
    town.do("cid", StateVersions(other.id))
    assert listed(town) == []
    assert listed(town, states=(FreshnessState.FRESH,)) == [canonical.id, accepted.id]
    town.clock.advance(3 * YEAR)
    assert listed(town) == [canonical.id, accepted.id]  # not the other one, on which nobody relies
    town.do("cid", ReportVersion(accepted.id, "2.0", works=False))
    assert listed(town, states=(FreshnessState.CONTRADICTED,)) == [accepted.id]
    with pytest.raises(Denied):
        listed(town, by="bob")


def test_pages_hold_each_once_although_some_are_passed_over(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_qa.freshness.queries._LOOKED_AT", 3)
    posts = [solved(town, number).id for number in range(8)]
    town.clock.advance(3 * YEAR)
    for post in posts[::3]:
        town.do("cid", ReportVersion(post, "2.0", works=True))
    found, after, pages = [], None, 0
    while pages < 20:
        page = town.ask("stew", ListByFreshness(limit=2, after=after))
        found += [its.post for its in page.items]
        after, pages = page.next, pages + 1
        if after is None:
            break
    assert found == [post for post in reversed(posts) if post not in posts[::3]]


def test_numbers_come_with_their_samples(town: Any) -> None:
    nothing = FreshnessNumbers(None, None, None, None, None, None, complete=True)
    assert town.ask("stew", ReadFreshnessNumbers()) == nothing
    question = town.question("Unstated")
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id).id))
    first, _, _ = (solved(town, number) for number in range(3))
    town.clock.advance(1.5 * YEAR)
    town.do("cid", ReportVersion(first.id, "2.0", works=False))
    town.do("bob", ReportVersion(first.id, "2.0", works=True))  # its author
    found = town.ask("stew", ReadFreshnessNumbers())
    assert found == FreshnessNumbers(
        fresh=share_of(0, 3),
        aging=share_of(2, 3),
        stale=share_of(1, 3),
        contradicted=share_of(0, 3),
        stated=share_of(3, 4),
        works=share_of(0, 1),
        complete=True,
    )
    later = town.clock.advance(timedelta(days=1))
    assert town.ask("stew", ReadFreshnessNumbers(since=later)).works is None


def test_stewards_outside_a_wall_are_told_nothing_of_what_is_behind_it(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    question = town.do("stew", inside)
    answer = town.answer(question.id, by="stew")
    town.do("stew", MarkCanonical(question.id, answer.id, "us"))
    town.do("stew", ReportVersion(answer.id, "2.0", works=True))
    town.clock.advance(3 * YEAR)
    assert listed(town) == [answer.id]  # the control
    assert listed(town, by="sten") == []
    assert town.ask("sten", ReadFreshnessNumbers()).fresh is None
