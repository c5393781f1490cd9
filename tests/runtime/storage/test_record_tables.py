"""A table from a record is the one that one would write by hand; what cannot be derived is refused, and says why."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from typing import Annotated, Any, NewType, get_type_hints
from uuid import UUID

import pytest
import sqlalchemy as sa
from attrs import field, frozen
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from commkit import CommunityId, Kit, MemberId, PluginError, Text
from commkit.communities import community
from commkit.members import membership
from commkit.posts import PostId, post
from commkit.runtime.storage.annotations import ANNOTATIONS
from commkit.runtime.storage.record_fields import purposes, read_field
from commkit.runtime.storage.unit import UnitOfWork
from commkit.storage import (
    COMMUNITY,
    Choice,
    Duration,
    Erasure,
    HostKey,
    Id,
    Person,
    Personal,
    PersonalValue,
    Plain,
    Secret,
    UtcDateTime,
    Words,
    crud,
    declared,
    host_key,
    person,
    personal,
    plain,
    record_table,
    secret,
)
from commkit.testing.schema_checks import schema_differences
from tests.runtime.storage import kudos

DIALECTS = (sqlite.dialect(), postgresql.dialect())
BoatId = NewType("BoatId", UUID)


class Sail(StrEnum):
    """A few words."""

    MAIN = "main"
    JIB = "jib"


@frozen
class Boat:
    """All that a field may be."""

    id: BoatId
    owner: Annotated[MemberId | None, Person(erase=Erasure.ROW, exported=False)]
    skipper: Annotated[MemberId, Person()] | None
    key: Annotated[str, HostKey(prefix="user:")]
    token: Annotated[str, Secret(max=64)]
    name: Annotated[str, Plain(max=80, multiline=False)]
    log: Annotated[str | None, Personal(of="owner", max=5_000)]
    born: Annotated[date | None, PersonalValue(of="skipper")]
    weight: Annotated[int, PersonalValue(of="owner", blank=0)]
    launched: datetime
    trip: timedelta
    length: float
    masts: int
    afloat: bool
    sail: Sail
    spare: Sail | None
    tags: tuple[str, ...]
    thread: PostId


def boats(**options: Any) -> sa.Table:
    return record_table("commkit_harbour_boat", Boat, references={"thread": post}, **options)


def shape(table: sa.Table) -> dict[str, Any]:
    """All that a table is: what it says of itself, and what each database is told."""
    return {
        "columns": [(c.name, repr(c.type), c.nullable, c.primary_key, c.info, c.default) for c in table.c],
        "key": [c.name for c in table.primary_key],
        "info": table.info,
        "indexes": sorted((i.name, [c.name for c in i.columns], i.unique) for i in table.indexes),
        "foreign keys": sorted(str(key.target_fullname) for key in table.foreign_keys),
        "sql": [str(CreateTable(table).compile(dialect=dialect)) for dialect in DIALECTS],
        "sql of indexes": sorted(
            str(CreateIndex(i).compile(dialect=d)) for i in table.indexes for d in DIALECTS
        ),
    }


# --- equal to what one would write by hand ---------------------------------------------------------------------------


def test_the_kudos_are_those_by_hand() -> None:
    assert shape(kudos.given) == shape(kudos.by_hand)


def test_control_a_difference_is_seen() -> None:
    for index in ([], ["giver"], [("to", "at")]):
        assert shape(record_table("commkit_kudos_given", kudos.Kudos, index=index)) != shape(kudos.by_hand)


def test_every_type_of_a_field() -> None:
    assert {c.name: (type(c.type), c.nullable) for c in boats().c} == {
        "community_id": (Id, False),
        "id": (Id, False),
        "owner": (Id, True),
        "skipper": (Id, True),
        "key": (sa.String, False),
        "token": (sa.String, False),
        "name": (sa.String, False),
        "log": (sa.Text, True),
        "born": (sa.Date, True),
        "weight": (sa.BigInteger, False),
        "launched": (UtcDateTime, False),
        "trip": (Duration, False),
        "length": (sa.Float, False),
        "masts": (sa.BigInteger, False),
        "afloat": (sa.Boolean, False),
        "sail": (Choice, False),
        "spare": (Choice, True),
        "tags": (Words, False),
        "thread": (Id, False),
    }
    assert [boats().c[name].type.length for name in ("key", "token", "name")] == [255, 64, 80]


def test_what_every_annotation_declares() -> None:
    said = {c.name: c.info for c in boats().c}
    assert said["owner"] == person("owner of Boat", erase=Erasure.ROW, exported=False)
    assert said["skipper"] == person("skipper of Boat")
    assert said["key"] == host_key("key of Boat", prefix="user:")
    assert said["token"] == secret("token of Boat")
    assert said["name"] == plain("name of Boat")
    assert said["log"] == personal("log of Boat", of="owner")
    assert said["born"] == personal("born of Boat", of="skipper", blank=None)
    assert said["weight"] == personal("weight of Boat", of="owner", blank=0)
    assert {type(mark) for mark in marks(Boat)} == set(ANNOTATIONS), "each of them is tried"


def marks(record: type) -> list[Any]:
    hints = get_type_hints(record, include_extras=True)
    return [mark for name, hint in hints.items() for mark in read_field("harbour", record, name, hint).marks]


def test_keys_indexes_and_foreign_keys_begin_with_the_community() -> None:
    table = boats(
        key=("id", "name"),
        index=["owner", ("sail", "launched"), ("name", "id")],
        unique=["token", ("key", "name")],
        metadata=(metadata := sa.MetaData()),
    )
    assert metadata.tables == {"commkit_harbour_boat": table}
    assert [c.name for c in table.primary_key] == ["community_id", "id", "name"]
    assert {i.name: [c.name for c in i.columns] for i in table.indexes} == {
        "ix_commkit_harbour_boat_owner": ["community_id", "owner", "id", "name"],
        "ix_commkit_harbour_boat_sail_launched": ["community_id", "sail", "launched", "id", "name"],
        "ix_commkit_harbour_boat_name_id": ["community_id", "name", "id"],
    }
    unique = {
        c.name: [x.name for x in c.columns] for c in table.constraints if isinstance(c, sa.UniqueConstraint)
    }
    assert unique == {
        "uq_commkit_harbour_boat_token": ["community_id", "token"],
        "uq_commkit_harbour_boat_key_name": ["community_id", "key", "name"],
    }
    (foreign,) = table.foreign_key_constraints
    assert [(e.parent.name, e.column) for e in foreign.elements] == [
        ("community_id", post.c.community_id),
        ("thread", post.c.id),
    ]


def test_a_record_may_hold_its_community() -> None:
    @frozen
    class Buoy:
        community_id: CommunityId
        id: BoatId
        keeper: Annotated[MemberId, Person()]

    table = record_table(
        "commkit_harbour_buoy", Buoy, references={"community_id": community, "keeper": membership}
    )
    assert [c.name for c in table.c] == ["community_id", "id", "keeper"]
    assert {str(key.target_fullname) for key in table.foreign_keys} == {
        "commkit_community.community_id",
        "commkit_membership.community_id",
        "commkit_membership.id",
    }
    assert table.info == COMMUNITY


def test_what_a_column_is_for_is_said_in_the_docstring() -> None:
    class Told:
        """A record.

        Attributes:
            id: The id.
            of (str): Who it
                is of: a person.

        Raises:
            ValueError: Never.
        """

    assert purposes(Told) == {"id": "The id.", "of": "Who it is of: a person."}
    assert purposes(Boat) == purposes(type("Bare", (), {})) == {}


def test_a_text_of_nobody_needs_no_more_than_its_length() -> None:
    @frozen
    class Pier:
        id: BoatId
        name: Annotated[str, Text(max=40, multiline=False)]

    column = record_table("commkit_harbour_pier", Pier).c.name
    assert (column.type.length, declared(column)) == (40, next(iter(plain("name of Pier").values())))


# --- in a database ----------------------------------------------------------------------------------------------------


def words() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.text("abcä", min_size=1), max_size=3).map(tuple)


def records() -> st.SearchStrategy[Boat]:
    text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
    whole = st.integers(-(2**63), 2**63 - 1)
    return st.builds(
        Boat,
        id=st.uuids(),
        owner=st.none() | st.uuids(),
        skipper=st.none() | st.uuids(),
        key=text,
        token=text,
        name=text,
        log=st.none() | text,
        born=st.none() | st.dates(),
        weight=whole,
        launched=st.datetimes(timezones=st.just(UTC)),
        trip=st.timedeltas(timedelta(days=-10_000), timedelta(days=10_000)),
        length=st.floats(allow_nan=False, allow_infinity=False),
        masts=whole,
        afloat=st.booleans(),
        sail=st.sampled_from(Sail),
        spare=st.none() | st.sampled_from(Sail),
        tags=words(),
        thread=st.uuids(),
    )


def test_whatever_a_record_holds_comes_back_the_same(kit: Kit) -> None:
    table = record_table("commkit_harbour_boat", Boat)
    rows = crud(table, Boat)
    table.create(kit.database.engine)

    @settings(max_examples=60 if kit.database.is_sqlite else 20)
    @examples(records())
    def survives(boat: Boat) -> None:
        with UnitOfWork(kit.database, connection=None, read_only=False) as unit:
            unit.run(rows.add, boat)
            assert unit.one(rows.one, id=boat.id) == boat
            unit.run(rows.delete, id=boat.id)

    survives()


def test_the_database_has_what_is_declared(kit: Kit) -> None:
    table = boats(index=[("sail", "launched")], unique=["token"])
    table.create(kit.database.engine)
    assert schema_differences(kit.database.engine, [table]) == []


# --- refused ----------------------------------------------------------------------------------------------------------


def record(**hints: Any) -> type:
    return frozen(type("Buoy", (), {"__annotations__": {"id": BoatId, **hints}}))


def derive(**hints: Any) -> sa.Table:
    return record_table("commkit_harbour_buoy", record(**hints))


class Loud(StrEnum):
    """Words too long."""

    LONG = "a word of seventeen"


class Number(Enum):
    """No words."""

    ONE = 1


OF_OWNER: Any = {"owner": Annotated[MemberId, Person()]}

UNFIT: dict[str, tuple[Callable[[], Any], str, tuple[str, ...]]] = {
    "a member who is not said to be one": (
        lambda: derive(by=MemberId),
        "by",
        ("Annotated[MemberId, Person()]",),
    ),
    "a member said to be plain": (lambda: derive(by=Annotated[MemberId, Plain(max=3)]), "by", ("Person()",)),
    "a person who is no id": (lambda: derive(by=Annotated[str, Person()]), "by", ("long", "whose")),
    "a person who is a number": (lambda: derive(by=Annotated[int, Person()]), "by", ("HostKey()",)),
    "a text without a length": (lambda: derive(name=str), "name", ("max=500", "Plain(max=100)")),
    "a text of two lengths": (
        lambda: derive(name=Annotated[str, Text(max=3), Plain(max=4)]),
        "name",
        ("once",),
    ),
    "a text of nobody beside a person": (
        lambda: derive(**OF_OWNER, why=Annotated[str, Text(max=3)]),
        "why",
        ("Personal(of=", "Plain("),
    ),
    "two annotations": (
        lambda: derive(**OF_OWNER, why=Annotated[str, Plain(max=3), Secret(max=4)]),
        "why",
        ("Plain and Secret",),
    ),
    "a person and a value": (
        lambda: derive(by=Annotated[UUID, Person(), PersonalValue(of="by")]),
        "by",
        ("Person and PersonalValue",),
    ),
    "a text of somebody else": (
        lambda: derive(why=Annotated[str, Personal(of="giver", max=3)]),
        "why",
        ("'giver'", "Person()"),
    ),
    "a text of what is no person": (
        lambda: derive(at=datetime, why=Annotated[str, Personal(of="at", max=3)]),
        "why",
        ("'at'",),
    ),
    "limits of a text on a number": (lambda: derive(n=Annotated[int, Text(max=3)]), "n", ("int", "Text")),
    "a personal number": (
        lambda: derive(**OF_OWNER, n=Annotated[int, Personal(of="owner", max=3)]),
        "n",
        ("PersonalValue",),
    ),
    "a personal value that is a text": (
        lambda: derive(**OF_OWNER, n=Annotated[str, PersonalValue(of="owner"), Text(max=3)]),
        "n",
        ("Personal(of=",),
    ),
    "a value that cannot be blanked": (
        lambda: derive(**OF_OWNER, n=Annotated[int, PersonalValue(of="owner")]),
        "n",
        ("blank=", "Erasure.ROW"),
    ),
    "an unknown type": (lambda: derive(data=dict[str, int]), "data", ("dict[str, int]", "by hand")),
    "bytes": (lambda: derive(data=bytes), "data", ("bytes",)),
    "anything": (lambda: derive(data=Any), "data", ("Any",)),
    "a union": (lambda: derive(n=int | str), "n", ("several types",)),
    "a union with None": (lambda: derive(n=int | str | None), "n", ("X | None",)),
    "an enumeration without words": (lambda: derive(n=Number), "n", ("StrEnum",)),
    "words that are too long": (lambda: derive(n=Loud), "n", ("16 characters",)),
    "a pair": (lambda: derive(n=tuple[str, str]), "n", ("tuple[str, ...]",)),
    "numbers": (lambda: derive(n=tuple[int, ...]), "n", ("tuple[str, ...]",)),
    "words or None": (lambda: derive(n=tuple[str, ...] | None), "n", ("()",)),
    "a key that may be None": (
        lambda: record_table("commkit_harbour_buoy", record(n=int | None), key=("id", "n")),
        "n",
        ("never NULL",),
    ),
    "a community that is any id": (lambda: derive(community_id=UUID), "community_id", ("CommunityId",)),
    "a field given by its name": (
        lambda: record_table(
            "commkit_harbour_buoy", frozen(kw_only=True)(type("Buoy", (), {"__annotations__": {"id": UUID}}))
        ),
        "id",
        ("place",),
    ),
    "a field that is not given": (
        lambda: record_table(
            "commkit_harbour_buoy",
            frozen(
                type(
                    "Buoy", (), {"__annotations__": {"id": UUID, "n": int}, "n": field(init=False, default=1)}
                )
            ),
        ),
        "n",
        ("place",),
    ),
    "no id": (
        lambda: record_table(
            "commkit_harbour_buoy", frozen(type("Buoy", (), {"__annotations__": {"n": int}}))
        ),
        "",
        ("key", "('id',)"),
    ),
    "no attrs class": (
        lambda: record_table("commkit_harbour_buoy", type("Buoy", (), {})),
        "",
        ("attrs.frozen",),
    ),
    "an annotation that leads nowhere": (lambda: derive(n="Nowhere"), "", ("Nowhere", "import")),
    "an index on nothing": (
        lambda: record_table("commkit_harbour_buoy", record(), index=["to"]),
        "",
        ("index", "'to'"),
    ),
    "an index of the community": (
        lambda: record_table("commkit_harbour_buoy", record(), index=[("community_id", "id")]),
        "",
        ("index",),
    ),
    "an index twice": (
        lambda: record_table("commkit_harbour_buoy", record(n=int), index=["n", ("n",)]),
        "",
        ("twice",),
    ),
    "an index of no fields": (
        lambda: record_table("commkit_harbour_buoy", record(), index=[()]),
        "",
        ("index",),
    ),
    "a field twice in unique": (
        lambda: record_table("commkit_harbour_buoy", record(n=int), unique=[("n", "n")]),
        "",
        ("unique", "once"),
    ),
    "a name too long": (
        lambda: record_table("commkit_harbour_" + "b" * 50, record(n=int), index=["n"]),
        "",
        ("63 bytes",),
    ),
    "a key in another order": (
        lambda: record_table("commkit_harbour_buoy", record(n=int), key=("n", "id")),
        "",
        ("order",),
    ),
    "a foreign key of nothing": (
        lambda: record_table("commkit_harbour_buoy", record(), references={"thread": post}),
        "",
        ("references", "'thread'"),
    ),
    "a foreign key to a longer key": (
        lambda: record_table(
            "commkit_harbour_buoy", record(n=UUID), references={"n": boats(key=("id", "name"))}
        ),
        "",
        ("commkit_harbour_boat", "by hand"),
    ),
}


@pytest.mark.parametrize(("make", "name", "words"), UNFIT.values(), ids=list(UNFIT))
def test_what_cannot_be_derived_is_refused(
    make: Callable[[], Any], name: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(PluginError) as caught:
        make()
    error: Any = caught.value
    assert (error.code, error.plugin, error.record.__name__, error.field) == (
        "runtime.record_unfit",
        "harbour",
        "Buoy",
        name,
    )
    assert [word for word in ("Buoy", *words) if word not in error.message] == [], error.message


@pytest.mark.parametrize("name", ["boat", "commkit_boat", "harbour_boat", "commkit_", "commkit__boat"])
def test_a_table_is_named_after_its_plugin(name: str) -> None:
    with pytest.raises(PluginError, match="commkit_<plugin>_<things>"):
        record_table(name, Boat)


def test_control_the_plain_record_is_taken() -> None:
    assert [c.name for c in derive(n=int, other=UUID).c] == ["community_id", "id", "n", "other"]
