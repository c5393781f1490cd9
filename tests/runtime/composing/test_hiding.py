"""The contract of `hides`: what would be ignored, or hides nothing, is refused when the Kit is built."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from attrs import frozen
from sqlalchemy import Column, MetaData, Table, exists, false, null, true

from commkit import SYSTEM, Feature, Kit, NotFound, PluginError
from commkit.events import CreateEvent, ListUpcomingEvents, ReadEvent, ReadOccurrence
from commkit.events.occurrences.records import Occurrence
from commkit.events.records import Event
from commkit.members import membership
from commkit.notifications import Notification
from commkit.posts import Post
from commkit.runtime.model.types import MEMBER
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import plain
from commkit.runtime.storage.readers import Reader
from commkit.testing.contexts import context_of
from tests.events.fixtures import MEETUP, create_event
from tests.helpers import ask, assert_refused, do
from tests.runtime.plugins import Plugin, bell, club
from tests.sample import create_community, new_kit

CODE = "runtime.plugin_misdeclared"
NEVER, NEVER_ENDS = "2100-01-08T18:00", "2100-01-08T20:00"
"""A time that is not over."""

metadata = MetaData()
shelf = Table(
    "commkit_club_shelf",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("Its id.")),
    info=COMMUNITY,
)


@frozen
class Shelf:
    """A record whose loader names a table, of which nothing says to what it belongs."""

    id: Any


@frozen
class Book:
    """A record of which nobody has a table."""

    id: Any


def guard(fill: Callable[[Feature], object], **options: Any) -> Plugin:
    """A plugin that brings the bell, and a guard beside it."""
    feature = Feature("club.guard", **options)
    fill(feature)
    return club(bell(), feature)


def nothing_found(context: Any, id: Any) -> None:
    """A loader that finds nothing."""


def everything(row: Any, reader: Reader) -> Any:
    """Hides all."""
    return true()


def _twice(feature: Feature) -> None:
    feature.loads(Book)(nothing_found)
    feature.loads(Shelf, table=shelf, part_of=(Book, "id"))(nothing_found)


def _refuses_itself(row: Any, reader: Reader) -> Any:
    raise PluginError(CODE, "this rule needs a setting that is not there", plugin="club")


REFUSED: dict[str, tuple[Callable[[Feature], object], dict[str, Any], str]] = {
    "a record whose loader names no table": (
        lambda f: f.hides(Notification)(everything),
        {},
        "whose loader names no table",
    ),
    "a record that nobody loads": (lambda f: f.hides(Book)(everything), {}, "which nobody loads"),
    "a record of a feature that is not required": (
        lambda f: f.hides(Post)(everything),
        {},
        "does not require",
    ),
    "a rule that takes no reader": (
        lambda f: f.hides(Event)(lambda row: true()),  # type: ignore[arg-type,misc]  # the fault that is tested
        {},
        "cannot be asked: TypeError",
    ),
    "a rule about a column that is not there": (
        lambda f: f.hides(Event)(lambda row, reader: row.c.no_such_column),
        {},
        "cannot be asked: AttributeError",
    ),
    "a rule that gives no condition": (
        lambda f: f.hides(Event)(lambda row, reader: True),  # type: ignore[arg-type,return-value]  # see above
        {},
        "is a bool, no condition",
    ),
    "a rule that refuses by itself": (
        lambda f: f.hides(Event)(_refuses_itself),
        {},
        "this rule needs a setting",
    ),
    "a part of what has no table": (
        _twice,
        {"tables": metadata, "migrations": "tests.runtime.first_release"},
        "is a part of Book, whose loader names no table",
    ),
    "a part by a column that is not there": (
        lambda f: f.loads(Shelf, table=shelf, part_of=(Event, "event"))(nothing_found),
        {"tables": metadata, "migrations": "tests.runtime.first_release"},
        "the table of Shelf lacks event",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_would_be_ignored_is_refused(fault: str) -> None:
    fill, options, message = REFUSED[fault]
    with pytest.raises(PluginError) as caught:
        new_kit("sqlite://", guard(fill, **options))
    assert caught.value.code == CODE
    assert message in caught.value.message
    assert caught.value.plugin == "club"


def test_control_a_rule_that_fits_is_taken() -> None:
    new_kit("sqlite://", guard(lambda f: f.hides(Post)(everything), requires=("posts",))).close()
    new_kit("sqlite://", guard(lambda f: f.hides(Event)(everything))).close()


# --- what rules do ---------------------------------------------------------------------------------------------------


@pytest.fixture
def clubhouse(url: str) -> Iterator[Callable[[Any], Kit]]:
    """Makes a Kit with a type `club` in which a rule hides events, and the town `town` of that type."""
    kits: list[Kit] = []

    def make(rule: Any, *, record: type = Event) -> Kit:
        kit = new_kit(url, guard(lambda f: f.hides(record)(rule)))
        kits.append(kit)
        create_community(kit, type="club", members=("ada", "bob"))
        return kit

    yield make
    for kit in kits:
        kit.close()


def _sees(kit: Kit, who: Any, event: Event) -> bool:
    listed = any(shown.event == event.id for shown in ask(kit, who, "town", ListUpcomingEvents()).items)
    with kit.session(who, "town", read_only=True) as session:
        among = context_of(session).visible_ids(Event, [event.id]) == {event.id}
    try:
        ask(kit, who, "town", ReadEvent(event.id))
    except NotFound:
        loaded = False
    else:
        loaded = True
    assert listed is among is loaded
    return listed


def test_a_rule_that_says_null_hides(clubhouse: Callable[[Any], Kit]) -> None:
    kit = clubhouse(lambda row, reader: null())
    event = _created(kit)
    assert not any(_sees(kit, who, event) for who in ("ada", "owner", None, SYSTEM))


def test_a_rule_that_hides_nothing_hides_nothing(clubhouse: Callable[[Any], Kit]) -> None:
    kit = clubhouse(lambda row, reader: false())
    event = _created(kit)
    assert all(_sees(kit, who, event) for who in ("ada", "owner", None, SYSTEM))


def test_a_rule_knows_its_reader(clubhouse: Callable[[Any], Kit]) -> None:
    """Who reads, as what, and when: all of it is asked at the moment of reading."""

    def not_for_bob(row: Any, reader: Reader) -> Any:
        is_bob = exists().where(
            membership.c.community_id == row.c.community_id,
            membership.c.id == reader.member,
            membership.c.key == "bob",
        )
        return is_bob.correlate_except(membership)

    kit = clubhouse(not_for_bob)
    event = _created(kit)
    seen = {who: _sees(kit, who, event) for who in ("ada", "bob", "owner", None, SYSTEM)}
    assert seen == {"ada": True, "bob": False, "owner": True, None: True, SYSTEM: True}


@pytest.mark.parametrize(
    ("rule", "hidden_from"),
    [
        (lambda row, reader: reader.role == MEMBER, {"ada", "bob"}),
        (lambda row, reader: reader.role != "owner", {"ada", "bob", None, SYSTEM}),
        (lambda row, reader: reader.trust > 0, set()),
        (lambda row, reader: reader.staff, {"owner"}),
        (lambda row, reader: ~reader.may("events.create"), {None}),
        (lambda row, reader: row.c.created_at > reader.now, set()),
        (lambda row, reader: row.c.created_at <= reader.now, {"ada", "bob", "owner", None, SYSTEM}),
    ],
)
def test_rules_ask_what_the_reader_is(
    clubhouse: Callable[[Any], Kit], rule: Any, hidden_from: set[Any]
) -> None:
    kit = clubhouse(rule)
    event = _created(kit)
    everybody = ("ada", "bob", "owner", None, SYSTEM)
    assert {who for who in everybody if not _sees(kit, who, event)} == hidden_from


def test_what_is_part_of_something_hidden_is_hidden(clubhouse: Callable[[Any], Kit]) -> None:
    kit = clubhouse(lambda row, reader: reader.role == MEMBER)
    event = _created(kit)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(kit, "ada", "town", ReadOccurrence(event.first))
    with kit.session("ada", "town", read_only=True) as session:
        assert context_of(session).visible_ids(Occurrence, [event.first]) == set()
    assert ask(kit, "owner", "town", ReadOccurrence(event.first)).event == event.id


def test_each_type_has_the_rules_of_its_own_features(url: str) -> None:
    """A statement is compiled once for each type: two towns of one Kit are read by different rules, in turn."""
    strict, lax = Feature("club.strict"), Feature("club.lax")
    strict.hides(Event)(everything)
    types = [*club(strict, name="strict").types, *club(lax, name="lax").types]
    with closing(new_kit(url, Plugin([strict, lax], types, name="club"))) as kit:
        for slug in ("strict", "lax"):
            create_community(kit, slug, type=slug, members=("ada",))
            do(kit, SYSTEM, slug, CreateEvent(**MEETUP | {"local_start": NEVER, "local_end": NEVER_ENDS}))
        for _ in range(2):
            for slug, shown in (("strict", 0), ("lax", 1)):
                assert len(ask(kit, "ada", slug, ListUpcomingEvents()).items) == shown


def _created(kit: Kit) -> Event:
    """An event that its maker need not see: what a command gives, it gives before anybody asks for it."""
    return create_event(kit, "owner", local_start=NEVER, local_end=NEVER_ENDS)
