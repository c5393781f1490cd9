"""Lists of threads are what a filter of all threads by hand gives, in order, on pages of any size."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count, permutations
from shutil import copy
from typing import Any
from uuid import uuid4

import pytest
from attrs import asdict, evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from commkit import CommunityType, Invalid, Kit, MemberId, NumberField, PostKind, hookimpl
from commkit.posts import (
    AddReaction,
    AddTagSynonym,
    CreateReply,
    CreateThread,
    ListThreads,
    MadeWith,
    Post,
    RemovePost,
    ThreadFilter,
    ThreadOrder,
    UpdatePostState,
    post,
)
from commkit.posts.listing import statements as sql
from commkit.posts.listing.filters.statements import MOST_VALUES
from commkit.spaces import AddSpaceMember, CreateSpace, SpaceId
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_invalid, do
from tests.sample import OWNER, create_community

START = datetime(2030, 1, 1, tzinfo=UTC)
AUTHORS = ("ada", "bob")
READERS = (*AUTHORS, OWNER, None)
KINDS = ("question", "idea", "notice")
STATES = ("open", "solved")
TAGS = ("rail", "bus")
SIZES = ((sql.FEW, sql.NEAR, sql.FAR), (3, 2, 4), (0, 1, 1))
"""How much is sorted and looked through; small numbers, so that few threads take every way there is."""
FILTERS_OF_CURSORS: tuple[dict[str, Any], ...] = (
    {},
    {"kinds": ("question",)},
    {"kinds": ("question", "idea")},
    {"states": ("open",)},
    {"since": START},
    {"made_with": MadeWith.NONE},
)
_places = count()


class Kinds:
    """A type with several kinds of threads."""

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        states = {"open": ("solved",), "solved": ("open",)}
        openings = [
            PostKind(
                name=name,
                opens=True,
                replies=("reply",),
                awaits="reply" if name == "question" else None,
                states=states,
                closed={"solved"},
                solved="solved",
                fields=(NumberField("size", whole=True, filterable=True),),
            )
            for name in KINDS
        ]
        yield CommunityType(
            "kinds",
            post_kinds=(*openings, PostKind(name="reply", replies=("reply",))),
            reactions={"up": 1},
        )


@pytest.fixture(scope="module")
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def standing_kit(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, clock: ManualClock
) -> Iterator[Kit]:
    """One database for all examples; each creates a community of its own."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("lists") / "town.db"
        copy(request.getfixturevalue("_migrated_file"), file)
        with closing(Kit(f"sqlite:///{file}", plugins=[Kinds()], clock=clock)) as kit:
            yield kit
        return
    server, template = request.getfixturevalue("postgres"), request.getfixturevalue("_migrated_database")
    with server.database(template=template) as url, closing(Kit(url, plugins=[Kinds()], clock=clock)) as kit:
        yield kit


@pytest.fixture(params=SIZES, ids=["usual", "small", "least"])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much one page sorts and looks through."""
    for name, size in zip(("FEW", "NEAR", "FAR"), request.param, strict=True):
        monkeypatch.setattr(sql, name, size)


@frozen
class Opened:
    """A thread that is opened, and what becomes of it."""

    kind: str
    author: str
    space: int
    tags: frozenset[str]
    seconds: int
    reacted: bool
    replied: bool
    solved: bool
    removed: bool
    size: int | None = None
    made_with: MadeWith = MadeWith.NONE


OPENED = st.builds(
    Opened,
    kind=st.sampled_from(KINDS),
    author=st.sampled_from(AUTHORS),
    space=st.integers(0, 2),
    tags=st.frozensets(st.sampled_from(TAGS)),
    seconds=st.integers(0, 2),
    reacted=st.booleans(),
    replied=st.booleans(),
    solved=st.booleans(),
    removed=st.integers(0, 5).map(lambda number: number == 0),
    size=st.sampled_from((None, 1, 2, 3)),
    made_with=st.sampled_from(MadeWith),
)


@frozen
class Town:
    """A community with a space for all, one for ada alone, and threads."""

    slug: str
    spaces: tuple[SpaceId, ...]
    members: dict[str, MemberId]


def make_town(kit: Kit, clock: ManualClock, threads: list[Opened]) -> Town:
    slug = f"place-{next(_places)}"
    create_community(kit, slug, type="kinds", members=AUTHORS)
    members: dict[str, MemberId] = {}
    for key in AUTHORS:
        with kit.session(key, slug) as session:
            members[key] = session.member
    spaces = [do(kit, OWNER, slug, CreateSpace(name, name, private=name == "b")).id for name in "ab"]
    do(kit, OWNER, slug, AddSpaceMember(spaces[1], members["ada"]))
    do(kit, OWNER, slug, AddTagSynonym("train", "rail"))
    for thread in threads:
        clock.advance(timedelta(seconds=thread.seconds))
        _open(kit, slug, thread, (None, spaces[0], spaces[1] if thread.author == "ada" else None))
    return Town(slug, tuple(spaces), members)


def _open(kit: Kit, slug: str, thread: Opened, spaces: tuple[SpaceId | None, ...]) -> None:
    with kit.session(thread.author, slug) as session:
        made = session.do(
            CreateThread(
                kind=thread.kind,
                title=f"Size {thread.size}",
                body="So.",
                tags=tuple(thread.tags),
                space=spaces[thread.space],
                fields={"size": thread.size},
                made_with=thread.made_with,
            )
        )
        if thread.replied:
            session.do(CreateReply(made.id, "Hm."))
        if thread.solved:
            session.do(UpdatePostState(made.id, "solved"))
    with kit.session(OWNER, slug) as session:
        if thread.reacted:
            session.do(AddReaction(made.id, "up"))
        if thread.removed:
            session.do(RemovePost(made.id))


@st.composite
def filters(draw: st.DrawFn) -> dict[str, Any]:
    """Any filter, with names for what differs from town to town."""
    some = {
        "space": st.sampled_from((0, 1)),
        "spaces": st.lists(st.sampled_from((0, 1)), min_size=1, max_size=3).map(tuple),
        "author": st.sampled_from(AUTHORS),
        "kinds": st.lists(st.sampled_from(KINDS), min_size=1, max_size=3).map(tuple),
        "states": st.lists(st.sampled_from(STATES), min_size=1, max_size=3).map(tuple),
        "tag": st.sampled_from((*TAGS, "Train", "none")),
        "made_with": st.sampled_from(MadeWith),
        "since": st.integers(0, 12),
        "until": st.integers(0, 12),
    }
    chosen = {name: draw(values) for name, values in some.items() if draw(st.integers(0, 2)) == 0}
    if "spaces" in chosen:
        chosen.pop("space", None)
    if draw(st.integers(0, 2)) == 0:
        chosen["field"] = "size"
        for bound in ("equals", "at_least", "at_most"):
            if draw(st.integers(0, 3)) == 0:
                chosen[bound] = draw(st.integers(0, 4))
    return chosen


def filter_in(town: Town, named: dict[str, Any], start: datetime, sort: ThreadOrder) -> ThreadFilter:
    values = dict(named)
    if "space" in values:
        values["space"] = town.spaces[values["space"]]
    if "spaces" in values:
        values["spaces"] = tuple(town.spaces[number] for number in values["spaces"])
    if "author" in values:
        values["author"] = town.members[values["author"]]
    for name in ("since", "until"):
        if name in values:
            values[name] = start + timedelta(seconds=values[name])
    return ThreadFilter(order=sort, **values)


def fits(post: Post, filter: ThreadFilter) -> bool:
    """Whether a visible thread fits; removed ones, which stewards see, have lost their tags."""
    tag = {"Train": "rail"}.get(filter.tag or "", filter.tag)
    return (
        filter.space in (None, post.space)
        and (not filter.spaces or post.space in filter.spaces)
        and filter.author in (None, post.author)
        and (not filter.kinds or post.kind in filter.kinds)
        and (not filter.states or post.state in filter.states)
        and (tag is None or (tag in post.tags and post.removed_at is None))
        and filter.made_with in (None, post.made_with)
        and (filter.since is None or post.created_at >= filter.since)
        and (filter.until is None or post.created_at < filter.until)
        and (filter.field is None or has_size(post, filter))
        and (
            filter.order is not ThreadOrder.UNANSWERED or (post.answer_count == 0 and post.closed_at is None)
        )
    )


def has_size(post: Post, filter: ThreadFilter) -> bool:
    """Whether a thread has a size within the bounds; its title says which."""
    size = post.title.removeprefix("Size ")
    return (
        size != "None"
        and filter.equals in (None, int(size))
        and (filter.at_least is None or int(size) >= filter.at_least)  # type: ignore[operator]  # they are numbers
        and (filter.at_most is None or int(size) <= filter.at_most)  # type: ignore[operator]  # see above
    )


def by_hand(threads: tuple[Post, ...], filter: ThreadFilter) -> list[Post]:
    keys: dict[ThreadOrder, Any] = {
        ThreadOrder.NEWEST: lambda post: post.id,
        ThreadOrder.ACTIVE: lambda post: (post.activity_at, post.id),
        ThreadOrder.UNANSWERED: lambda post: (post.created_at, post.id),
        ThreadOrder.SCORE: lambda post: (post.score, post.id),
    }
    found = [post for post in threads if fits(post, filter)]
    return sorted(found, key=keys[filter.order], reverse=filter.order is not ThreadOrder.UNANSWERED)


def paged(
    kit: Kit, reader: Any, town: Town, filter: ThreadFilter, limits: list[int]
) -> Iterator[tuple[Post, ...]]:
    """The pages of a list, of these sizes in turn."""
    after = None
    for number in range(200):
        limit = limits[number % len(limits)]
        values = asdict(evolve(filter, after=after, limit=limit), recurse=False)
        page = ask(kit, reader, town.slug, ListThreads(**values))
        assert len(page.items) <= limit
        yield page.items
        after = page.next
        if after is None:
            return
    raise AssertionError("the pages have no end")


@pytest.mark.slow
@pytest.mark.usefixtures("sizes")
@pytest.mark.parametrize("sort", ThreadOrder)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    threads=st.lists(OPENED, min_size=1, max_size=12),
    wanted=st.lists(filters(), min_size=4, max_size=4),
    limits=st.lists(st.integers(1, 5), min_size=1, max_size=3),
)
def test_any_filter_gives_what_fits_in_order(  # noqa: PLR0917  # pytest and Hypothesis pass them by name
    standing_kit: Kit,
    clock: ManualClock,
    sort: ThreadOrder,
    threads: list[Opened],
    wanted: list[dict[str, Any]],
    limits: list[int],
) -> None:
    start = clock()
    town = make_town(standing_kit, clock, threads)
    for reader in READERS:
        everything = ask(standing_kit, reader, town.slug, ListThreads(limit=100)).items
        for named in wanted:
            filter = filter_in(town, named, start, sort)
            shown = [post for page in paged(standing_kit, reader, town, filter, limits) for post in page]
            assert shown == by_hand(everything, filter), (reader, named)


def test_control_a_filter_that_is_not_asked_is_seen(standing_kit: Kit, clock: ManualClock) -> None:
    idea = Opened("idea", "ada", 0, frozenset(), 1, False, False, False, False)
    town = make_town(standing_kit, clock, [idea, evolve(idea, kind="question")])
    everything = ask(standing_kit, None, town.slug, ListThreads()).items
    assert list(everything) != by_hand(everything, ThreadFilter(kinds=("idea",)))


@pytest.mark.parametrize("first", ThreadOrder)
@pytest.mark.parametrize("second", ThreadOrder)
def test_a_cursor_is_of_its_order(
    standing_kit: Kit, clock: ManualClock, first: ThreadOrder, second: ThreadOrder
) -> None:
    question = Opened("question", "ada", 0, frozenset(), 1, False, False, False, False)
    town = make_town(standing_kit, clock, [question] * 3)
    page = ask(standing_kit, None, town.slug, ListThreads(order=first, limit=1))
    assert page.next is not None
    if first is second:
        assert len(ask(standing_kit, None, town.slug, ListThreads(order=second, after=page.next)).items) == 2
        return
    with assert_invalid(after="bad_cursor"):
        ask(standing_kit, None, town.slug, ListThreads(order=second, after=page.next))


def test_too_many_values_are_refused(standing_kit: Kit, clock: ManualClock) -> None:
    town = make_town(standing_kit, clock, [])
    many = tuple(f"kind-{number}" for number in range(MOST_VALUES + 1))
    for field in ("kinds", "states"):
        with assert_invalid(**{field: "too_many"}):
            ask(standing_kit, None, town.slug, ListThreads(**{field: many}))  # type: ignore[arg-type]
        with assert_invalid(**{f"{field}[{n}]": f"unknown_{field[:-1]}" for n in range(MOST_VALUES)}):
            ask(standing_kit, None, town.slug, ListThreads(**{field: many[1:]}))  # type: ignore[arg-type]
        names = {"kinds": ("question", "idea"), "states": ("open",)}[field]
        ask(standing_kit, None, town.slug, ListThreads(**{field: names * 8}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "fault", "meant"),
    [
        ({"kinds": ("question", "quesion")}, "kinds[1]", "question"),
        ({"states": ("opne",)}, "states[0]", "open"),
        ({"field": "sizes"}, "field", "size"),
    ],
)
def test_an_error_says_which_name_was_meant(
    standing_kit: Kit, clock: ManualClock, wanted: dict[str, Any], fault: str, meant: str
) -> None:
    town = make_town(standing_kit, clock, [])
    with pytest.raises(Invalid, match=f"did you mean '{meant}'") as raised:
        ask(standing_kit, None, town.slug, ListThreads(**wanted))
    assert [error.path for error in raised.value.errors] == [fault]


@pytest.mark.parametrize(("column", "names"), [("kind", "kinds"), ("state", "states")])
def test_what_a_type_declares_no_more_is_listed_while_the_reader_sees_some(
    standing_kit: Kit, clock: ManualClock, column: str, names: str
) -> None:
    question = Opened("question", "ada", 0, frozenset(), 1, False, False, False, False)
    town = make_town(standing_kit, clock, [question])
    (thread,) = ask(standing_kit, None, town.slug, ListThreads()).items
    with standing_kit.database.engine.begin() as connection:
        connection.execute(update(post).where(post.c.id == thread.id).values({column: "relic"}))
    filter: dict[str, Any] = {names: ("relic", "open" if column == "state" else "idea")}
    assert [found.id for found in ask(standing_kit, "bob", town.slug, ListThreads(**filter)).items] == [
        thread.id
    ]
    do(standing_kit, OWNER, town.slug, RemovePost(thread.id))
    with assert_invalid(**{f"{names}[0]": f"unknown_{column}"}):
        ask(standing_kit, "bob", town.slug, ListThreads(**filter))


@pytest.mark.parametrize(("first", "second"), list(permutations(FILTERS_OF_CURSORS, 2)))
def test_a_cursor_is_of_its_filter(
    standing_kit: Kit, clock: ManualClock, first: dict[str, Any], second: dict[str, Any]
) -> None:
    question = Opened("question", "ada", 0, frozenset(), 1, False, False, False, False)
    town = make_town(standing_kit, clock, [question] * 3)
    page = ask(standing_kit, None, town.slug, ListThreads(**first, limit=1))
    assert ask(standing_kit, None, town.slug, ListThreads(**first, after=page.next)).items
    with assert_invalid(after="bad_cursor"):
        ask(standing_kit, None, town.slug, ListThreads(**second, after=page.next))


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        ({"equals": 1}, {"field": "required"}),
        ({"field": "colour"}, {"field": "unknown_field"}),
        ({"field": "size", "equals": "big"}, {"equals": "wrong_type"}),
    ],
)
def test_what_is_no_value_of_a_field_is_refused(
    standing_kit: Kit, clock: ManualClock, wanted: dict[str, Any], faults: dict[str, str]
) -> None:
    town = make_town(standing_kit, clock, [])
    with assert_invalid(**faults):
        ask(standing_kit, None, town.slug, ListThreads(**wanted))


def test_a_page_ends_by_what_its_reader_sees(
    standing_kit: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a page stops looking does not depend on threads that are hidden from its reader."""
    monkeypatch.setattr(sql, "FEW", 1)
    monkeypatch.setattr(sql, "NEAR", 3)
    monkeypatch.setattr(sql, "FAR", 3)
    plain = Opened("question", "ada", 0, frozenset(), 1, False, False, False, False)
    solved = evolve(plain, kind="idea", solved=True)
    town = make_town(standing_kit, clock, [plain, solved] * 5)
    query = ListThreads(order=ThreadOrder.ACTIVE, kinds=("idea",), states=("open",))
    before = ask(standing_kit, "bob", town.slug, query)
    assert before.items == ()
    assert before.next is not None
    for kind in ("idea", "question"):
        _open(standing_kit, town.slug, evolve(plain, kind=kind, space=2), (None, None, town.spaces[1]))
    assert ask(standing_kit, "bob", town.slug, query) == before
    assert ask(standing_kit, "ada", town.slug, query) != before, "the control: who sees them gets them"


@pytest.mark.parametrize("sort", ThreadOrder)
def test_several_spaces_are_one_list_of_what_its_reader_sees(
    standing_kit: Kit, clock: ManualClock, sort: ThreadOrder
) -> None:
    """One of them is for ada alone; for others it is as if there were none, also in where pages end."""
    question = Opened("question", "ada", 1, frozenset(), 1, False, False, False, False)
    outside, hidden = evolve(question, space=0), evolve(question, space=2, reacted=True)
    town = make_town(standing_kit, clock, [question, outside, hidden, question, hidden, outside, question])
    filter = ThreadFilter(order=sort, spaces=town.spaces)
    for reader, number in (("ada", 5), ("bob", 3)):
        everything = ask(standing_kit, reader, town.slug, ListThreads(limit=100)).items
        expected = by_hand(everything, filter)
        assert len(expected) == number
        pages = list(paged(standing_kit, reader, town, filter, [2]))
        assert [post for page in pages for post in page] == expected
        assert [len(page) for page in pages] == [2] * (number // 2) + [1]


def test_a_list_of_several_spaces_takes_a_statement_for_each(standing_kit: Kit, clock: ManualClock) -> None:
    question = Opened("question", "ada", 1, frozenset(), 1, False, False, False, False)
    town = make_town(standing_kit, clock, [question] * 9)
    seen: list[str] = []
    counts = []
    for spaces in (town.spaces[:1], town.spaces, town.spaces * 4):
        for limit in (1, 100):
            standing_kit.database.observer = seen.append
            ask(standing_kit, "ada", town.slug, ListThreads(spaces=spaces, limit=limit))
            standing_kit.database.observer = None
            counts.append(len(seen))
            seen.clear()
    assert counts == [2, 2, 3, 3, 3, 3]


def test_too_many_spaces_or_both_fields_are_refused(standing_kit: Kit, clock: ManualClock) -> None:
    town = make_town(standing_kit, clock, [])
    with assert_invalid(spaces="too_many"):
        ask(
            standing_kit,
            None,
            town.slug,
            ListThreads(spaces=tuple(SpaceId(uuid4()) for _ in range(MOST_VALUES + 1))),
        )
    with assert_invalid(spaces="one_of_both"):
        ask(standing_kit, None, town.slug, ListThreads(space=town.spaces[0], spaces=town.spaces))
