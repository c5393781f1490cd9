"""Lists by a field: in the order of the values, filtered by them, page by page, by an index."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, select

from commkit import ChoiceField, CommunityType, Kit, PostKind
from commkit.fields import ListByField, UpdateMemberFields, field_range, join_field, statements, where_field
from commkit.posts import CreateThread, ListThreads, Post, post
from commkit.runtime.storage.prepared import prepare
from commkit.storage import FIRST_ID, Visible, keyset, visible_statement
from commkit.testing.contexts import context_of
from commkit.testing.kits import capture_statements
from tests.adapters.http_client import client_of, read
from tests.fields.club import ask_question, plan_event, suggest
from tests.helpers import ask, assert_invalid, do, member_id
from tests.sample import create_community, new_kit

VERSIONS = ["1.10", "1.9", "2.0-rc.1", "1.9.0", "0.1", "2.0", "v2.0.1"]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
IN_ORDER = ["0.1", "1.9", "1.9.0", "1.10", "2.0-rc.1", "2.0", "v2.0.1"]


def listed(kit: Kit, field: str, *, subject: Any = "post", actor: Any = "bob", **more: Any) -> list[Any]:
    """The values on all pages."""
    found: list[Any] = []
    after = None
    while True:
        page = ask(kit, actor, "town", ListByField(subject=subject, field=field, after=after, **more))
        found += page.items
        after = page.next
        if after is None:
            return [match.value for match in found]


@pytest.fixture
def filled(club: Kit) -> Kit:
    for number, version in enumerate(VERSIONS):
        ask_question(
            club,
            fields={
                "version": version,
                "size": [-0.0, 10, 9, 2.5, 1000, 0.25, 3][number],
                "since": (date(2026, 1, 31) + timedelta(days=number)).isoformat(),
                "device": f"{'aBcDeFg'[number]}-phone",
            },
        )
    return club


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_things_come_in_the_order_of_their_values(filled: Kit, limit: int) -> None:
    assert listed(filled, "version", limit=limit) == IN_ORDER
    backwards = listed(filled, "version", limit=limit, order="descending")
    assert [version for version in backwards if not version.startswith("1.9")] == [
        version for version in reversed(IN_ORDER) if not version.startswith("1.9")
    ]
    assert listed(filled, "size", limit=limit) == [0, 0.25, 2.5, 3, 9, 10, 1000]
    assert listed(filled, "device", limit=limit)[:3] == ["a-phone", "B-phone", "c-phone"]
    assert listed(filled, "since", limit=limit, order="descending")[:2] == ["2026-02-06", "2026-02-05"]


def test_things_are_filtered_by_value_and_range(filled: Kit) -> None:
    assert listed(filled, "version", equals="1.9", limit=1) == ["1.9", "1.9.0"]
    assert listed(filled, "version", at_least="1.10", at_most="2", limit=1) == ["1.10", "2.0-rc.1", "2.0"]
    assert listed(filled, "version", at_least="2", order="descending", limit=1) == ["v2.0.1", "2.0"]
    assert listed(filled, "size", at_most=2.5) == [0, 0.25, 2.5]
    assert listed(filled, "size", at_least=-5, at_most=0) == [0]
    assert listed(filled, "size", at_least=5_000_000) == []
    assert listed(filled, "size", equals=9, at_least=10) == []
    assert listed(filled, "device", equals="b-PHONE") == ["B-phone"]
    assert listed(filled, "os", equals="mac") == []


def test_every_subject_can_be_listed(club: Kit) -> None:
    plan_event(club, fields={"room": "Red"})
    plan_event(club, fields={"room": "Blue"})
    suggest(club, fields={"area": "web"})
    for actor, city in (("ada", "Linz"), ("bob", "wels")):
        with club.session(actor, "town") as session:
            session.do(UpdateMemberFields(session.member, {"city": city}))
    assert listed(club, "room", subject="event") == ["Blue", "Red"]
    assert listed(club, "area", subject="suggestion", equals="web") == ["web"]
    assert listed(club, "city", subject="member", order="descending") == ["wels", "Linz"]


def test_references_are_found_by_what_they_refer_to(club: Kit) -> None:
    first = ask_question(club)
    second = ask_question(club, fields={"like": str(first.id)})
    page = ask(club, "bob", "town", ListByField(subject="post", field="like", equals=str(first.id)))
    assert [match.id for match in page.items] == [second.id]
    with assert_invalid(equals="required"):
        listed(club, "like")
    assert listed(club, "like", equals=str(FIRST_ID)) == []


def test_what_cannot_be_filtered_by_is_refused(sqlite_club: Kit) -> None:
    for name in ("notes", "colour", "city"):
        with assert_invalid(field="unknown_field"):
            listed(sqlite_club, name)
    with assert_invalid(at_least="bad_version"):
        listed(sqlite_club, "version", at_least="x")
    with assert_invalid(equals="not_a_choice"):
        listed(sqlite_club, "os", equals="amiga")
    with assert_invalid(after="bad_cursor"):
        ask(sqlite_club, "bob", "town", ListByField(subject="post", field="version", after="???"))


@pytest.mark.parametrize("order", ["ascending", "descending"])
def test_a_made_up_cursor_does_not_widen_a_filter(filled: Kit, order: Any) -> None:
    query = ListByField(subject="post", field="version", equals="2.0", order=order)
    key = b"" if order == "ascending" else b"\xff"
    cursor = keyset(UUID, bytes, of="fields.by_field").of_query(query).encode((FIRST_ID, key))
    page = ask(filled, "bob", "town", evolve(query, after=cursor))
    assert [match.value for match in page.items] == ["2.0"]


def tickets(url: str, *choices: str) -> Kit:
    kind = PostKind(
        name="ticket",
        opens=True,
        fields=(ChoiceField("priority", choices=choices, filterable=True),),
    )
    return new_kit(url, types=(CommunityType("tickets", post_kinds=(kind,)),))


def by_priority(kit: Kit, **more: Any) -> list[Any]:
    """All pages, two at a time."""
    found: list[Any] = []
    query = ListByField(subject="post", field="priority", limit=2, **more)
    while True:
        page = ask(kit, "ada", "town", query)
        assert len(page.items) <= 2
        found += [(match.value, match.id) for match in page.items]
        if page.next is None:
            return found
        query = evolve(query, after=page.next)


def test_choices_come_in_the_order_of_their_declaration_also_when_it_changes(url: str) -> None:
    many = tuple(f"none-{number}" for number in range(10))
    with closing(tickets(url, "urgent", *many, "high", "low")) as kit:
        create_community(kit, type="tickets", members=["ada"])
        made = [
            (
                choice,
                do(
                    kit,
                    "ada",
                    "town",
                    CreateThread(kind="ticket", title="T", body="B", fields={"priority": choice}),
                ).id,
            )
            for choice in ("low", "urgent", "high", "low", "urgent", "none-7")
        ]

        def expected(*choices: str) -> list[Any]:
            return sorted(
                (row for row in made if row[0] in choices), key=lambda row: (choices.index(row[0]), row[1])
            )

        assert by_priority(kit) == expected("urgent", "none-7", "high", "low")
        assert by_priority(kit, order="descending") == expected("urgent", "none-7", "high", "low")[::-1]
        assert by_priority(kit, at_least="high") == expected("high", "low")
        assert by_priority(kit, at_most="high") == expected("urgent", "none-7", "high")
        assert by_priority(kit, equals="low") == expected("low")
        with assert_invalid(at_least="not_a_choice", at_most="not_a_choice"):
            by_priority(kit, at_least="lower", at_most="lowest")
        with assert_invalid(at_least="unordered"):
            ask(kit, "ada", "town", ListThreads(field="priority", at_least="high"))
        assert len(ask(kit, "ada", "town", ListThreads(field="priority", equals="low")).items) == 2
    with closing(tickets(url, "low", "high", "new", "urgent")) as kit:
        assert by_priority(kit) == expected("low", "high", "urgent", "none-7"), "none-7 is declared no more"
        assert by_priority(kit, order="descending") == expected("low", "high", "urgent", "none-7")[::-1]
        assert by_priority(kit, at_least="high") == expected("high", "urgent")


def test_a_page_by_choices_takes_two_statements(url: str) -> None:
    with closing(tickets(url, "urgent", "high", "low")) as kit:
        create_community(kit, type="tickets", members=["ada"])
        for choice in ("low", "urgent", "high") * 3:
            ticket = CreateThread(kind="ticket", title="T", body="B", fields={"priority": choice})
            do(kit, "ada", "town", ticket)
        with capture_statements(kit) as found:
            ask(kit, "ada", "town", ListByField(subject="post", field="priority", limit=8))
    assert len(found) == 3, "the look-up of the session, the choices that there are, and the page"


def test_a_page_takes_one_statement(filled: Kit) -> None:
    ask(filled, "bob", "town", ListByField(subject="post", field="version"))
    with capture_statements(filled) as found:
        ask(filled, "bob", "town", ListByField(subject="post", field="version", at_least="1"))
    assert len(found) == 2, "the look-up of the session, and the page"


def test_nouns_join_values_and_ask_for_them(filled: Kit) -> None:
    def by_field(visible: Visible) -> Any:
        values = join_field("post", post)
        return (
            select(post.c.id)
            .select_from(post.join(values.table, values.on))
            .where(values.within, visible(Post, post))
            .order_by(values.sort_key, values.table.c.object)
        )

    def newest(visible: Visible) -> Any:
        here = post.c.community_id == bindparam("community_id")
        found = select(post.c.id).where(here, where_field("post", post), visible(Post, post))
        return found.order_by(post.c.id.desc())

    with filled.session("bob", "town", read_only=True) as session:
        context = context_of(session)
        values = field_range(context, "post", "version", at_least="1.9", at_most="2.0")
        joined = [id for (id,) in context.rows(visible_statement(by_field), **values)]
        asked = [id for (id,) in context.rows(visible_statement(newest), **values)]
    page = ask(
        filled, "bob", "town", ListByField(subject="post", field="version", at_least="1.9", at_most="2.0")
    )
    assert joined == [match.id for match in page.items]
    assert asked == sorted(joined, reverse=True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    sizes=st.lists(st.one_of(st.integers(0, 5), st.floats(0, 5)), max_size=6),
    ends=st.tuples(st.floats(-1, 6), st.floats(-1, 6)),
    limit=st.integers(1, 3),
    descending=st.booleans(),
)
def test_pages_hold_each_thing_of_the_range_once_and_in_order(
    sqlite_club: Kit, sizes: list[float], ends: tuple[float, float], limit: int, descending: bool
) -> None:
    low, high = ends
    with sqlite_club.session("ada", "town") as session:
        known: dict[UUID, float] = {}
        for size in sizes:
            known[ask_in(session, size)] = size
        found: list[UUID] = []
        after = None
        while True:
            page = session.ask(
                ListByField(
                    subject="post",
                    field="size",
                    at_least=low,
                    at_most=high,
                    order="descending" if descending else "ascending",
                    after=after,
                    limit=limit,
                )
            )
            found += [match.id for match in page.items]
            if (after := page.next) is None:
                break
        wanted = [id for id, size in known.items() if low <= size <= high]
        mine = [id for id in found if id in known]
        assert len(mine) == len(set(mine))
        assert mine == sorted(wanted, key=lambda each: (known[each], each), reverse=descending)


def ask_in(session: Any, size: float) -> UUID:
    command = CreateThread(kind="question", title="Why?", body="So.", fields={"version": "1", "size": size})
    made: UUID = session.do(command).id
    return made


def test_control_members_without_a_value_are_in_no_list(club: Kit) -> None:
    do(club, "ada", "town", UpdateMemberFields(member_id(club, "ada"), {"city": "Linz"}))
    assert listed(club, "city", subject="member") == ["Linz"]


@pytest.mark.parametrize("subject", ["post", "event", "suggestion", "member"])
def test_values_of_a_page_are_found_by_the_primary_key(club: Kit, subject: Any) -> None:
    with club.session("bob", "town", read_only=True) as session:
        visibility = context_of(session).visibility
    prepared = prepare(statements.VALUES[subject], club.database.dialect, visibility)
    plain = prepared.construct.compile(dialect=club.database.dialect)
    asked = dict.fromkeys(bind.key for bind in plain.binds.values() if bind.required)
    some = {**asked, "ids": [uuid4(), uuid4()], "community_id": uuid4(), "read_at": NOW}
    whole = plain.construct_expanded_state(some)
    with club.database.engine.connect() as connection:
        if club.database.is_sqlite:
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {whole.statement}", (None,) * len(whole.positional_parameters)
            )
            assert (
                "INDEX sqlite_autoindex_commkit_field_value_1 (community_id=? AND subject=? AND object=?)"
                in str(plan.all())
            )
        else:
            # Of an empty table, any index is as good as any other to PostgreSQL.
            connection.exec_driver_sql(
                "INSERT INTO commkit_field_value SELECT community_id, 'post', gen_random_uuid(), 'version', "
                "'version', '1', int4send(n), NULL FROM commkit_community, generate_series(1, 3000) AS n"
            )
            connection.exec_driver_sql("SET enable_seqscan = off")
            connection.exec_driver_sql("SET enable_bitmapscan = off")
            plan = connection.exec_driver_sql(f"EXPLAIN {whole.statement}", whole.parameters)
            told = "\n".join(step for (step,) in plan)
            assert "using commkit_field_value_pkey on commkit_field_value" in told, told


def test_a_list_by_a_field_refuses_cursors_of_another_field_order_or_subject(sqlite_club: Kit) -> None:
    for number in (1, 2, 3):
        ask_question(sqlite_club, fields={"version": f"{number}.0", "size": number, "device": f"d{number}"})
        suggest(sqlite_club, fields={"area": "web"})
    lists: list[dict[str, Any]] = [
        {"subject": "post", "field": "version"},
        {"subject": "post", "field": "version", "order": "descending"},
        {"subject": "post", "field": "size"},
        {"subject": "suggestion", "field": "area"},
    ]
    for one in lists:
        cursor = ask(sqlite_club, "bob", "town", ListByField(**one, limit=1)).next
        for other in lists:
            if other is one:
                assert len(ask(sqlite_club, "bob", "town", ListByField(**other, after=cursor)).items) == 2
            else:
                with assert_invalid(after="bad_cursor"):
                    ask(sqlite_club, "bob", "town", ListByField(**other, after=cursor))


@pytest.mark.parametrize(
    ("field", "bounds"),
    [
        ("size", {"equals": "10"}),
        ("size", {"equals": "1e1"}),
        ("size", {"at_least": "9.5", "at_most": "+10"}),
        ("device", {"equals": "10"}),
        ("version", {"equals": "10"}),
    ],
)
def test_query_strings_name_values_by_the_type_of_the_field(
    club: Kit, field: str, bounds: dict[str, str]
) -> None:
    kept = ask_question(club, fields={"size": 10, "device": "10", "version": "10"})
    ask_question(club, fields={"size": 9, "device": "9", "version": "9"})
    client = client_of(club, "bob")
    threads = read(client.get("/posts/list-threads", field=field, **bounds))
    assert [thread["id"] for thread in threads["items"]] == [str(kept.id)]
    matches = read(client.get("/fields/list-by-field", subject="post", field=field, **bounds))
    assert [match["id"] for match in matches["items"]] == [str(kept.id)]


@pytest.mark.parametrize("value", ["ten", "", "0x10", "1e999", "9" * 20, "\u0661\u0660", "NaN", " 1"])
def test_texts_that_are_no_numbers_are_refused_where_one_is_asked_for(sqlite_club: Kit, value: str) -> None:
    found = client_of(sqlite_club, "bob").get("/posts/list-threads", field="size", equals=value)
    assert (found.status, read(found)["errors"][0]["field"]) == (422, "equals")
