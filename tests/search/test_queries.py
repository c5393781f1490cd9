"""Searches: all words, in any order, also as beginnings of words; the same on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Invalid, Kit
from commkit.posts import CreateReply, CreateThread, Post, RemovePost
from commkit.search import SearchContent, SearchHit, index_object
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, do
from tests.hostile_texts import HOSTILE
from tests.sample import OWNER, create_community

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def kit(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=("ada", "bob"))
    return clocked_kit


@pytest.fixture
def question(kit: Kit) -> Post:
    return do(
        kit,
        "ada",
        "town",
        CreateThread(
            kind="question",
            title="Install fails on D\u00e9bian",
            body="The installer says *no* when I run it. " + "filler " * 60 + "In the end: caf\u00e9.",
            tags=("build", "c++"),
        ),
    )


def hits(kit: Kit, text: str, **words: Any) -> tuple[SearchHit, ...]:
    return ask(kit, None, "town", SearchContent(text, **words)).hits


def ids(kit: Kit, text: str, **words: Any) -> list[Any]:
    return [hit.object for hit in hits(kit, text, **words)]


@pytest.mark.parametrize(
    "text",
    [
        "install", "INSTALL", "inst", "debian", "d\u00e9bian", "De\u0301bian", "cafe", "says no", "no says",
        '"says no"', "fails install", "install -wheel", "build", "installer run", '"in the end" caf',
        "filler filler",
    ],
)  # fmt: skip
def test_found(kit: Kit, question: Post, text: str) -> None:
    assert ids(kit, text) == [question.id]


@pytest.mark.parametrize(
    "text", ["wheel", "nstall", '"no says"', "install -fails", "install wheel", '"insta"', "install -fill"]
)
def test_not_found(kit: Kit, question: Post, text: str) -> None:
    assert ids(kit, text) == []


@pytest.mark.parametrize("text", ["", "-install", '""', "...", "- -", "* ' ( )", '-"a b"'])
def test_nothing_to_search_for(kit: Kit, text: str) -> None:
    with pytest.raises(Invalid) as caught:
        hits(kit, text)
    assert {error.code for error in caught.value.errors} <= {"no_search_terms", "too_short", "blank"}


def test_the_title_counts_more(kit: Kit) -> None:
    low = do(kit, "ada", "town", CreateThread(kind="question", title="Something", body="About a zebra. " * 3))
    high = do(
        kit, "ada", "town", CreateThread(kind="question", title="Zebra", body="Some text that goes on.")
    )
    assert ids(kit, "zebra") == [high.id, low.id]


def test_filters(kit: Kit, question: Post, clock: ManualClock) -> None:
    clock.advance(DAY)
    answer = do(kit, "bob", "town", CreateReply(question.id, body="Install the wheel."))
    assert set(ids(kit, "install")) == {question.id, answer.id}
    assert ids(kit, "install", kind="question") == [question.id]
    assert ids(kit, "install", kind="answer") == [answer.id]
    assert ids(kit, "install", tag="c++") == [question.id]
    assert ids(kit, "install", tag="c") == []
    assert ids(kit, "install", author=answer.author) == [answer.id]
    assert ids(kit, "install", since=question.created_at + DAY) == [answer.id]
    assert ids(kit, "install", until=question.created_at + DAY) == [question.id]
    assert set(ids(kit, "install", record="Post")) == {question.id, answer.id}
    assert ids(kit, "install", record="Event") == []


def test_fragments_mark_matches(kit: Kit, question: Post) -> None:
    (hit,) = hits(kit, "cafe install")
    assert "".join(fragment.text for fragment in hit.title) == question.title
    assert [fragment.text for fragment in hit.title if fragment.matched] == ["Install"]
    assert hit.snippet[0].text == "The "
    (hit,) = hits(kit, '"in the end"')
    assert [fragment.text for fragment in hit.snippet if fragment.matched] == ["In the end"]
    assert hit.snippet[0].text.startswith("\u2026 ")


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_pages_have_every_hit_once(kit: Kit, clock: ManualClock, order: str) -> None:
    made = []
    for number in range(23):
        clock.advance(timedelta(minutes=number % 2))
        made.append(
            do(kit, "ada", "town", CreateThread(kind="question", title=f"Zebra {number}", body="x")).id
        )
    seen: list[Any] = []
    after = None
    while True:
        page = ask(kit, None, "town", SearchContent("zebra", limit=5, after=after, order=order))  # type: ignore[arg-type]
        seen += [hit.object for hit in page.hits]
        after = page.next
        if after is None:
            break
    assert sorted(seen) == sorted(made)
    if order == "newest":
        assert seen == made[::-1]


def zebra(kit: Kit, times: int) -> Any:
    """A thread about zebras: the more often it says so, the better it fits."""
    title = " ".join(["Zebra"] * times)
    return do(kit, "ada", "town", CreateThread(kind="question", title=title, body="x")).id


def test_better_hits_that_come_between_two_pages_show_nothing_twice(kit: Kit) -> None:
    made = {zebra(kit, 1) for _ in range(12)}
    seen: list[Any] = []
    after = None
    for times in range(2, 20):
        page = ask(kit, None, "town", SearchContent("zebra", limit=5, after=after))
        seen += [hit.object for hit in page.hits]
        after = page.next
        if after is None:
            break
        if times < 5:
            zebra(kit, times)  # ahead of all that was shown
            do(kit, "ada", "town", RemovePost(page.hits[0].object))  # and one less of those
    assert len(seen) == len({*seen}), "nothing twice"
    assert made <= {*seen}, "and nothing left out"


def test_a_cursor_of_the_other_order_is_refused_or_harmless(kit: Kit, question: Post) -> None:
    for cursor in ("x", "AAAA", "////", "A" * 200):
        for order in ("relevance", "newest"):
            with assert_invalid(after="bad_cursor"):
                hits(kit, "install", after=cursor, order=order)


def test_results_have_the_parsed_terms(kit: Kit) -> None:
    assert ask(kit, None, "town", SearchContent('Foo-Bar "baz  Qux" -no')).terms == (
        "foo bar",
        '"baz qux"',
        "-no",
    )


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_hostile_texts_are_only_words(kit: Kit, question: Post, name: str, text: str) -> None:
    try:
        hits(kit, text[:500])
    except Invalid:
        return


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80) | st.text(alphabet="ab \"-*():^'&|!<>{}:+.,_\\", max_size=60))
@example(text="a' & b")
@example(text='" OR scope : "x')
@example(text="NEAR(a b)")
@example(text="a:*|!b")
def test_any_text_is_searched_or_refused(kit: Kit, question: Post, text: str) -> None:
    for order in ("relevance", "newest"):
        try:
            hits(kit, text, order=order)
        except Invalid:
            continue  # and nothing else comes out


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12),
        min_size=1,
        max_size=6,
    )
)
def test_posts_are_found_by_their_words(kit: Kit, words: list[str]) -> None:
    made = do(kit, "ada", "town", CreateThread(kind="question", title="T", body=" ".join(words)))
    wanted = [word for word in words if any(sign.isalnum() for sign in word)]
    found_ids = ids(kit, " ".join(wanted[:3]), order="newest", limit=100)
    assert made.id in found_ids


def test_posts_from_before_1970_are_found(kit: Kit) -> None:
    with kit.session(SYSTEM, "town") as session:
        for day in (20, 21, 22):
            at = datetime(1969, 7, day, tzinfo=UTC)
            index_object(
                context_of(session),
                record="Idea",
                object=uuid4(),
                title="Moon",
                body="?",
                permission="posts.read",
                at=at,
            )
    assert len(hits(kit, "moon")) == 3
    first = ask(kit, None, "town", SearchContent("moon", order="newest", limit=2))
    rest = ask(kit, None, "town", SearchContent("moon", order="newest", limit=2, after=first.next))
    assert [hit.at.day for hit in (*first.hits, *rest.hits)] == [22, 21, 20]


@pytest.mark.parametrize(
    ("wanted", "fault", "meant"),
    [({"record": "Pots"}, "record", "Post"), ({"kind": "quesion"}, "kind", "question")],
)
def test_a_filter_by_what_does_not_exist_is_refused_and_told_what_was_meant(
    kit: Kit, question: Post, wanted: dict[str, Any], fault: str, meant: str
) -> None:
    with pytest.raises(Invalid, match=f"did you mean '{meant}'") as raised:
        hits(kit, "install", **wanted)
    assert [(error.path, error.code) for error in raised.value.errors] == [(fault, f"unknown_{fault}")]


def test_a_kind_that_only_a_visible_entry_has_is_searched_for(kit: Kit, question: Post) -> None:
    """A plugin's record may have kinds of its own, and posts may be left of a kind that their type had once."""
    with kit.session("ada", "town") as session:
        index_object(
            context_of(session),
            record="Post",
            object=question.id,
            title=question.title,
            body=question.body,
            permission="posts.read",
            at=question.created_at,
            kind="riddle",
        )
    assert ids(kit, "install", kind="riddle") == [question.id]
    do(kit, OWNER, "town", RemovePost(question.id, reason="x"))
    with assert_invalid(kind="unknown_kind"):
        hits(kit, "install", kind="riddle")


def test_any_of_the_words_is_enough_where_it_is_asked_for(kit: Kit, question: Post) -> None:
    other = do(
        kit, "bob", "town", CreateThread(kind="question", title="Wheel for arm64", body="None is there.")
    )
    for text in (
        "install wheel",
        "nowhere \u201cthe wheel\u201d installer fails",
        "arm64 c++",
        "-filler install wheel",
    ):
        assert ids(kit, text) == []  # the control: nothing has all of them
    assert set(ids(kit, "install wheel", match="any")) == {question.id, other.id}
    assert ids(kit, "nowhere wheel", match="any") == [other.id]
    assert ids(kit, "\u201cfails wheel\u201d nowhere", match="any", order="newest") == [other.id, question.id]
    assert ids(kit, "install wheel -filler", match="any") == [other.id]
    assert ids(kit, "install wheel", match="any", tag="build") == [question.id]
    assert ids(kit, "nowhere never", match="any") == []


def test_what_has_more_of_the_words_comes_first(kit: Kit) -> None:
    made = [
        do(kit, "ada", "town", CreateThread(kind="question", title=title, body="Well?"))
        for title in ("A wheel", "A wheel for an arm64 board", "Something else")
    ]
    assert ids(kit, "wheel arm64 board", match="any") == [made[1].id, made[0].id]


def test_words_without_spaces_are_found_among_others(kit: Kit) -> None:
    made = do(
        kit, "ada", "town", CreateThread(kind="question", title="\u6771\u4eac\u306e\u5929\u6c17", body="?!")
    )
    assert ids(kit, "\u6771\u4eac nowhere", match="any") == [made.id]
    assert ids(kit, "\u5317\u4eac\u5e02 nowhere", match="any") == []
