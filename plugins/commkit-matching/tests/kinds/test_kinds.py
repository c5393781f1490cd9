"""Kinds of matches: what does not fit is refused where it is declared; the ready-made limits and preferences."""

from datetime import timedelta
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Invalid
from commkit_matching import (
    Consent,
    Limit,
    MatchKind,
    Method,
    Preference,
    Side,
    Wish,
    WishFormat,
    must_be_same,
    must_share,
    prefer_near,
    prefer_overlap,
)
from commkit_matching.kinds.policy import checked_wishes, scored, value_of
from tests.matching_markets import candidate

ONE, TWO = Side(name="one", title="One"), Side(name="two", title="Two")


def asking(wish: Wish) -> Side:
    return Side(name="one", title="One", wishes=(wish,))


LIKES = Preference(name="likes", title="Likes", score=lambda one, another: 1.0)


def kind(**fields: Any) -> MatchKind:
    return MatchKind(**({"name": "k", "title": "K", "summary": "K.", "sides": (ONE,)} | fields))


@pytest.mark.parametrize(
    ("fields", "path", "code"),
    [
        ({"summary": ""}, "title", "required"),
        ({"sides": ()}, "sides", "out_of_range"),
        ({"sides": (ONE, ONE)}, "sides", "out_of_range"),
        ({"method": Method.STABLE}, "sides", "not_two"),
        ({"consent": Consent.FIRST}, "consent", "ignored"),
        ({"consent": Consent.NONE, "sides": (ONE, Side(name="two", title="Two", overbooked=2))}, "sides", "ignored"),
        ({"largest": 4}, "method", "ignored"),
        ({"balanced_by": "rating"}, "method", "ignored"),
        ({"method": Method.GROUPS, "sides": (ONE, TWO)}, "sides", "not_one"),
        ({"method": Method.GROUPS, "smallest": 4, "largest": 3}, "largest", "out_of_range"),
        ({"method": Method.GROUPS, "teams": 2}, "balanced_by", "required"),
        ({"method": Method.GROUPS, "teams": 3, "balanced_by": "r"}, "teams", "out_of_range"),
        ({"method": Method.GROUPS, "sides": (Side(name="one", title="One", places=2),)}, "sides", "ignored"),
        ({"every": timedelta(minutes=1)}, "every", "out_of_range"),
        ({"answer_within": timedelta()}, "answer_within", "out_of_range"),
        ({"again_after": timedelta(-1)}, "again_after", "out_of_range"),
        ({"spread": -1.0}, "spread", "out_of_range"),
        ({"best": 3}, "best", "out_of_range"),
        ({"name": "k" * 101}, "name", "out_of_range"),
        ({"consent": Consent.NONE, "discloses_members": True}, "discloses_members", "ignored"),
        ({"sides": (asking(Wish(name="w" * 65, title="W")),)}, "sides", "bad_name"),
        ({"limits": (Limit(name="", title="X", allows=lambda one, another: True),)}, "limits", "bad_name"),
        ({"preferences": (LIKES, LIKES)}, "preferences", "twice"),
        ({"preferences": (prefer_near("n", "N", number="x", scale=1, weight=0),)}, "preferences", "out_of_range"),
        ({"preferences": (prefer_overlap("o", "O", mine="topics"),)}, "preferences", "no_such_wish"),
        ({"limits": (Limit(name="x", title="X"),)}, "limits", "not_one"),
        ({"sides": (Side(name="one", title="One", places=0),)}, "sides", "out_of_range"),
        ({"sides": (asking(Wish(name="w", title="W", choices=("a",))),)}, "sides", "choices"),
        ({"sides": (asking(Wish(name="w", title="W", most=0)),)}, "sides", "out_of_range"),
    ],
)  # fmt: skip
def test_what_does_not_fit_or_would_be_ignored_is_refused(
    fields: dict[str, Any], path: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        kind(**fields)
    assert caught.value.code == "matching.bad_kind"
    assert (path, code) in [(fault.path, fault.code) for fault in caught.value.errors]


def test_control_what_fits_is_taken() -> None:
    assert kind(preferences=(LIKES,)).side("one") == ONE
    assert kind(sides=(ONE, TWO), method=Method.STABLE).is_two_sided


TOPICS = Wish(name="topics", title="T", format=WishFormat.CHOICES, choices=("a", "b", "c"), most=2)
NUMBER = Wish(name="hours", title="H", format=WishFormat.NUMBER)
ASKED = Side(name="one", title="One", wishes=(TOPICS, NUMBER, Wish(name="note", title="N", most=10)))


@given(st.dictionaries(st.sampled_from(["topics", "hours", "note"]), st.text("abcd,1.e \n", max_size=12)))
@settings(max_examples=60)
def test_wishes_are_refused_or_read_as_what_they_are(said: dict[str, str]) -> None:
    try:
        kept = checked_wishes(ASKED, said)
    except Invalid:
        return
    for wish in ASKED.wishes:
        if wish.name in kept:
            value = value_of(wish, kept[wish.name])
            assert isinstance(value, {"topics": tuple, "hours": float, "note": str}[wish.name])
            assert checked_wishes(ASKED, {wish.name: kept[wish.name]}) == {wish.name: kept[wish.name]}


@pytest.mark.parametrize(("said", "code"), [("a,b,c", "too_many"), ("a,d", "no_such_choice")])
def test_choices_that_are_not_there_or_too_many_are_refused(said: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked_wishes(ASKED, {"topics": said})
    assert [fault.code for fault in caught.value.errors] == [code]


@pytest.mark.parametrize("said", ["nan", "inf", "1e13", "many"])
def test_what_is_no_number_is_refused(said: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked_wishes(ASKED, {"hours": said})
    assert [fault.code for fault in caught.value.errors] == ["no_number"]


def test_ready_made_limits_keep_apart_who_is_not_known() -> None:
    same, share = must_be_same("band", "B", value="band"), must_share("t", "T", wish="topics")
    known, other, unknown = (
        candidate(1, values={"band": "minor", "topics": ("a",)}),
        candidate(2, values={"band": "adult", "topics": ("a", "b")}),
        candidate(3, values={"band": "minor"}),
    )
    assert same.allows is not None
    assert share.allows is not None
    assert same.allows(known, unknown)
    assert not same.allows(known, other)
    nobody = type(known)(member=known.member, side="one", request=known.request)
    assert not same.allows(nobody, nobody)
    assert share.allows(known, other)
    assert not share.allows(known, unknown)


def test_ready_made_preferences() -> None:
    overlap = prefer_overlap("o", "O", mine="topics")
    near = prefer_near("n", "N", number="rating", scale=50)
    one = candidate(1, values={"topics": ("a", "b"), "rating": 10})
    another = candidate(2, values={"topics": ("b", "c", "d"), "rating": 35})
    assert scored(overlap.score, one, another) == 0.5
    assert scored(overlap.score, another, one) == 1 / 3
    assert scored(near.score, one, another) == 0.5
    assert scored(near.score, one, candidate(3)) == 0.5
    assert scored(near.score, one, candidate(3, values={"rating": 500})) == 0.0


def test_what_is_no_number_makes_nobody_nearer() -> None:
    one = candidate(1)
    for score, told in ((nan, 0.0), (inf, 1.0), (-inf, 0.0)):
        assert scored(lambda _one, _another, said=score: said, one, candidate(2)) == told
    for scale in (0, -1, nan, inf):
        with pytest.raises(Invalid) as caught:
            prefer_near("n", "N", number="rating", scale=scale)
        assert caught.value.code == "matching.bad_kind"
