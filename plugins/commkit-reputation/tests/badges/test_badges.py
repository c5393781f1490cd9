"""Badges: awarded once or for each thing, kept or revoked as they say, told, and listed."""

from typing import Any

import pytest

from commkit import Invalid, NotFound
from commkit.members import RestrictMember
from commkit.posts import RemovePost
from commkit_reputation import (
    Badge,
    BadgeAwarded,
    BadgeRevoked,
    ListAwards,
    ListBadgeHolders,
    ListBadges,
    Over,
    ReadAward,
)


def test_a_badge_for_a_fact_is_awarded_once_and_kept(town: Any) -> None:
    first = town.question()
    town.question("Another one")
    assert town.badges("ada") == ["student"]
    town.do("ada", RemovePost(first.id))
    assert town.badges("ada") == ["student"]


def test_a_badge_for_each_thing_names_the_thing_and_is_awarded_for_each(town: Any) -> None:
    answers = [town.answer(town.question(f"The question {n}").id) for n in range(2)]
    for answer in answers:
        for voter in ("ada", "cid"):
            town.vote(voter, answer.id)
    assert town.badges("bob").count("nice") == 2
    awards = town.ask(None, ListAwards(town.id("bob"))).items
    assert {award.about for award in awards if award.badge == "nice"} == {answer.id for answer in answers}
    town.unvote("ada", answers[0].id)
    town.vote("ada", answers[0].id)
    assert town.badges("bob").count("nice") == 2


def test_what_is_not_kept_is_revoked_and_awarded_again(town: Any) -> None:
    told: list[str] = []
    town.kit.on(BadgeAwarded)(lambda fact: told.append(f"+{fact.badge}"))
    town.kit.on(BadgeRevoked)(lambda fact: told.append(f"-{fact.badge}"))
    answer = town.answer(town.question().id)
    town.vote("ada", answer.id)
    assert "teacher" in town.badges("bob")
    town.vote("cid", answer.id, "down")
    assert "teacher" not in town.badges("bob")
    town.unvote("cid", answer.id, "down")
    assert "teacher" in town.badges("bob")
    assert [each for each in told if "teacher" in each] == ["+teacher", "-teacher", "+teacher"]


def test_a_badge_for_points_goes_with_them(town: Any) -> None:
    answer = town.answer(town.question().id)
    for voter in ("ada", "cid", "dan"):
        town.vote(voter, answer.id)
    assert "trusted" in town.badges("bob")
    town.do("bob", RemovePost(answer.id))
    assert town.badges("bob") == ["nice"]  # kept, although its answer is gone
    (award,) = town.ask("ada", ListAwards(town.id("bob"))).items
    assert award.about is None  # what ada does not see is not named
    (award,) = town.ask("stew", ListAwards(town.id("bob"))).items
    assert award.about == answer.id


def test_members_are_told_of_their_badges_by_name(town: Any) -> None:
    town.question()
    ((kind, award),) = town.inbox("ada")
    assert kind == "reputation.badge_awarded"
    assert town.ask("ada", ReadAward(award)).title == "Student"


def test_who_has_a_badge_is_listed_as_far_as_they_are_seen(town: Any) -> None:
    for name in ("ada", "bob", "cid"):
        town.question(by=name)
    town.work()
    page = town.ask("dan", ListBadgeHolders("student", limit=2))
    rest = town.ask("dan", ListBadgeHolders("student", after=page.next))
    holders = [award.member for award in (*page.items, *rest.items)]
    assert holders == [town.id(name) for name in ("cid", "bob", "ada")]
    award = rest.items[0]
    town.do("stew", RestrictMember(town.id("ada"), "banned", "Spam."))
    assert len(town.ask("dan", ListBadgeHolders("student")).items) == 2
    with pytest.raises(NotFound):
        town.ask("dan", ReadAward(award.id))
    with pytest.raises(Invalid):
        town.ask("dan", ListBadgeHolders("unheard of"))


def test_what_may_be_awarded_is_listed_in_order(sqlite_town: Any) -> None:
    assert [(each.name, each.rank.value, each.each) for each in sqlite_town.ask(None, ListBadges())] == [
        ("student", "bronze", False),
        ("nice", "silver", True),
        ("teacher", "bronze", False),
        ("trusted", "gold", False),
    ]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ({}, "evidence"),
        ({"over": Over.THING, "min_points": 5}, "evidence"),
        ({"evidence": ("a",), "at_least": 0}, "at_least"),
        ({"evidence": ("a",), "each": True}, "each"),
    ],
)
def test_what_is_declared_wrongly_is_refused(words: dict[str, Any], path: str) -> None:
    with pytest.raises(Invalid) as caught:
        Badge(name="a", title="A", summary="A.", **words)
    assert (caught.value.code, [error.path for error in caught.value.errors]) == (
        "reputation.bad_badge",
        [path],
    )
