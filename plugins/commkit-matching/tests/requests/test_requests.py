"""Requests: who asks, with what wishes, and how it is taken back."""

from typing import Any

import pytest

from commkit import Denied, Invalid, NotFound
from commkit.members import LeaveCommunity, RestrictMember
from commkit_matching import (
    AskToBeMatched,
    ExplainMatchRequest,
    ListMatchKinds,
    ListMyMatchRequests,
    WithdrawMatchRequest,
)


def test_kinds_say_what_they_ask_and_who_reads_it_when(town: Any) -> None:
    mentors = next(kind for kind in town.ask("ada", ListMatchKinds()) if kind.name == "mentors")
    mentee, mentor = mentors.sides
    assert [(wish.name, wish.disclosed) for wish in mentee.wishes] == [
        ("wants", "proposed"),
        ("languages", "made"),
        ("contact", "made"),
        ("why", "never"),
    ]
    assert (mentor.places, mentors.limits, mentors.preferences) == (
        3,
        ("A language in common",),
        ("Knows what you want to learn", "Speaks your languages"),
    )


def test_a_request_is_changed_by_asking_again_and_read_by_who_asks_alone(town: Any) -> None:
    first = town.mentee("ada", wants="shogi, go", contact=" In the hall ")
    again = town.mentee("ada", wants="chess")
    assert (again.id, again.asked_at) == (first.id, first.asked_at)
    (mine,) = town.ask("ada", ListMyMatchRequests())
    assert (mine.request, mine.wishes) == (again, {"wants": "chess", "languages": "English"})
    assert town.ask("stew", ListMyMatchRequests()) == ()
    for other in ("bob", "stew"):
        with town.refused("runtime.not_found", NotFound):
            town.ask(other, ExplainMatchRequest(first.id))
        with town.refused("runtime.not_found", NotFound):
            town.do(other, WithdrawMatchRequest(first.id))


def test_choices_are_kept_in_the_order_of_their_declaration(town: Any) -> None:
    town.mentee("ada", wants="shogi,go, go")
    assert town.ask("ada", ListMyMatchRequests())[0].wishes["wants"] == "go, shogi"


@pytest.mark.parametrize(
    ("wishes", "field", "code"),
    [
        ({}, "wishes.languages", "required"),
        ({"languages": " "}, "wishes.languages", "required"),
        ({"languages": "Latin"}, "wishes.languages", "no_such_choice"),
        ({"languages": "English", "shoes": "43"}, "wishes.shoes", "no_such_wish"),
        ({"languages": "English", "contact": "x" * 501}, "wishes.contact", "too_long"),
    ],
)
def test_wishes_that_do_not_fit_are_refused(
    sqlite_town: Any, wishes: dict[str, str], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        sqlite_town.do("ada", AskToBeMatched("mentors", "mentee", wishes=wishes))
    assert [(fault.path, fault.code) for fault in caught.value.errors] == [(field, code)]


@pytest.mark.parametrize(
    ("kind", "side", "places", "field"),
    [("nobody", "mentee", 1, "kind"), ("mentors", "nobody", 1, "side"), ("mentors", "mentee", 2, "places")],
)
def test_kinds_sides_and_places_that_do_not_fit_are_refused(
    sqlite_town: Any, kind: str, side: str, places: int, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        sqlite_town.request("ada", kind, side, places=places, languages="English")
    assert [fault.path for fault in caught.value.errors] == [field]


def test_a_withdrawn_request_is_in_no_round_and_leaves_no_wishes(town: Any) -> None:
    asked = town.mentee("ada", contact="In the hall")
    town.mentor("bob")
    town.round()
    town.do("ada", WithdrawMatchRequest(asked.id))
    assert town.ask("ada", ListMyMatchRequests()) == ()
    assert town.matches("ada", "proposed") == town.matches("bob", "proposed") == []
    town.do("ada", WithdrawMatchRequest(asked.id))
    with town.kit.database.engine.connect() as connection:
        count = "SELECT count(*) FROM commkit_matching_wish WHERE text = 'In the hall'"
        assert connection.exec_driver_sql(count).scalar() == 0
    assert town.round().considered == 1
    assert town.mentee("ada").id != asked.id


@pytest.mark.parametrize("banned", [False, True])
def test_who_leaves_or_is_banned_asks_no_more_and_their_matches_end(town: Any, *, banned: bool) -> None:
    made = town.pair()
    town.mentor("bob", places=3)
    town.mentee("cid")
    town.round()
    if banned:
        town.do("stew", RestrictMember(town.member("bob"), "banned", reason="They broke the rules."))
    else:
        town.do("bob", LeaveCommunity())
    (view,) = town.matches("ada")
    assert (view.match.id, view.match.state) == (made, "ended")
    assert [view.match.state for view in town.matches("cid")] == ["closed"]
    assert town.round().considered == 2


def test_who_may_not_stand_on_a_side_is_refused(make_town: Any) -> None:
    town = make_town()
    town.do("stew", RestrictMember(town.member("ada"), "silenced", reason="They were loud."))
    with pytest.raises(Denied):
        town.mentee("ada")
