"""Values are checked strictly, kept with what has them, and read as they were given."""

from contextlib import closing
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import CommunityType, Invalid, Kit, NotFound, PostKind, ReferenceField
from commkit.events import CreateEvent, EditEvent
from commkit.feedback import EditSuggestion
from commkit.fields import ReadFields, UpdateMemberFields, field_values_of
from commkit.posts import CreateReply, CreateThread, EditPost
from commkit.testing.contexts import context_of
from commkit.testing.kits import capture_statements
from tests.fields.club import DAYTIME, ask_question, plan_event, suggest
from tests.helpers import ask, assert_invalid, assert_unchanged, do
from tests.sample import create_community, new_kit

ALL: dict[str, Any] = {
    "version": "v2.0.1-rc.1+build",
    "os": "mac",
    "size": 1.5,
    "since": "2026-05-01",
    "log": "https://example.org/log?id=1#end",
    "device": "ÄÖÜ 3000",
    "notes": "One.\nTwo.",
}


def read(kit: Kit, subject: Any, id: Any, actor: Any = "bob") -> dict[str, Any] | None:
    found = ask(kit, actor, "town", ReadFields(subject, (id,)))
    return dict(found[0].values) if found else None


def member_of(kit: Kit, actor: str) -> Any:
    with kit.session(actor, "town") as session:
        return session.member


def test_every_kind_of_value_is_read_as_it_was_given(club: Kit) -> None:
    first = ask_question(club, fields={"version": "1"})
    made = ask_question(club, fields={**ALL, "like": str(first.id).upper()})
    found = read(club, "post", made.id) or {}
    assert found == {**ALL, "like": str(first.id)}
    assert list(found) == ["version", "os", "size", "since", "log", "device", "like", "notes"]
    assert read(club, "post", first.id) == {"version": "1"}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"version": "1.x"}, {"fields.version": "bad_version"}),
        ({"version": "1.2.3.4.5.6.7"}, {"fields.version": "bad_version"}),
        ({"version": "1" * 101}, {"fields.version": "bad_version"}),
        ({"version": "1.0\n"}, {"fields.version": "bad_version"}),
        ({"version": "\u0661"}, {"fields.version": "bad_version"}),
        ({"version": 2}, {"fields.version": "wrong_type"}),
        ({"version": None}, {"fields.version": "required"}),
        ({"os": "amiga"}, {"fields.os": "not_a_choice"}),
        ({"size": -1}, {"fields.size": "too_small"}),
        ({"size": 1_000_001}, {"fields.size": "too_large"}),
        ({"size": "12"}, {"fields.size": "wrong_type"}),
        ({"size": True}, {"fields.size": "wrong_type"}),
        ({"size": float("inf")}, {"fields.size": "out_of_range"}),
        ({"since": "1999-12-31"}, {"fields.since": "too_early"}),
        ({"since": "2026-02-30"}, {"fields.since": "bad_date"}),
        ({"since": "20260201"}, {"fields.since": "bad_date"}),
        ({"log": "javascript:alert(1)"}, {"fields.log": "bad_address"}),
        ({"log": "https://me:secret@example.org"}, {"fields.log": "bad_address"}),
        ({"log": "https://"}, {"fields.log": "bad_address"}),
        ({"log": "https://exam\u200bple.org/"}, {"fields.log": "bad_address"}),
        ({"log": "https://\u202egro.elpmaxe/"}, {"fields.log": "bad_address"}),
        ({"log": "https://exam%E2%80%8Bple.org/"}, {"fields.log": "bad_address"}),
        ({"log": "https://[::1"}, {"fields.log": "bad_address"}),
        ({"log": "https://example.org/ x"}, {"fields.log": "bad_address"}),
        ({"log": 'https://example.org/"onload='}, {"fields.log": "bad_address"}),
        ({"log": "https://example.org/" + "x" * 90}, {"fields.log": "too_long"}),
        ({"device": "x" * 51}, {"fields.device": "too_long"}),
        ({"device": "a\nb"}, {"fields.device": "one_line"}),
        ({"device": "  "}, {"fields.device": "blank"}),
        ({"like": "no id"}, {"fields.like": "bad_id"}),
        ({"like": "00000000-0000-4000-8000-000000000000"}, {"fields.like": "not_found"}),
        ({"colour": "red"}, {"fields.colour": "unknown_field"}),
        ({"os": ["mac"]}, {"fields.os": "wrong_type"}),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(
    sqlite_club: Kit, fields: dict[str, Any], fault: dict[str, str]
) -> None:
    with assert_unchanged(sqlite_club), assert_invalid(**fault):
        ask_question(sqlite_club, fields=fields)


def test_all_faults_are_told_at_once_and_required_fields_are_asked_for(sqlite_club: Kit) -> None:
    command = CreateThread(kind="question", title="Why?", body="So.", fields={"os": "amiga", "size": -1})
    with assert_invalid(
        **{"fields.os": "not_a_choice", "fields.size": "too_small", "fields.version": "required"}
    ):
        do(sqlite_club, "ada", "town", command)
    question = ask_question(sqlite_club)
    with assert_invalid(**{"fields.effort": "required"}):
        do(sqlite_club, "bob", "town", CreateReply(question.id, "So."))
    with assert_invalid(**{"fields.effort": "not_whole"}):
        do(sqlite_club, "bob", "town", CreateReply(question.id, "So.", fields={"effort": 1.5}))
    answer = do(sqlite_club, "bob", "town", CreateReply(question.id, "So.", fields={"effort": 2.0}))
    effort = read(sqlite_club, "post", answer.id) or {}
    assert effort == {"effort": 2}
    assert type(effort["effort"]) is int


def test_an_edit_changes_what_it_names_and_nothing_else(club: Kit) -> None:
    post = ask_question(club, fields=ALL)
    edited = do(
        club,
        "ada",
        "town",
        EditPost(post=post.id, version=1, fields={"version": "3.0", "size": None, "os": "linux"}),
    )
    expected = {**ALL, "version": "3.0", "os": "linux"}
    del expected["size"]
    assert read(club, "post", post.id) == expected
    do(club, "ada", "town", EditPost(post=post.id, version=edited.version, body="Else."))
    assert read(club, "post", post.id) == expected
    with assert_unchanged(club), assert_invalid(**{"fields.version": "required"}):
        do(club, "ada", "town", EditPost(post=post.id, version=3, fields={"version": None}))


def test_a_stale_edit_changes_no_field(sqlite_club: Kit) -> None:
    post = ask_question(sqlite_club)
    with assert_unchanged(sqlite_club), pytest.raises(Exception, match="since"):
        do(sqlite_club, "ada", "town", EditPost(post=post.id, version=7, fields={"version": "2"}))


def test_fields_of_events_suggestions_and_members(club: Kit) -> None:
    event, suggestion, me = plan_event(club), suggest(club, fields={"area": "web"}), member_of(club, "ada")
    assert read(club, "event", event.id) == {"room": "Red"}
    assert read(club, "suggestion", suggestion.id) == {"area": "web"}
    assert read(club, "member", me) is None
    do(club, "ada", "town", EditEvent(event=event.id, version=1, fields={"room": "Blue"}))
    do(club, "ada", "town", EditSuggestion(suggestion=suggestion.id, version=1, fields={"area": "app"}))
    do(club, "ada", "town", UpdateMemberFields(me, {"city": "Linz", "joined": "2026-01-01"}))
    assert read(club, "event", event.id) == {"room": "Blue"}
    assert read(club, "suggestion", suggestion.id) == {"area": "app"}
    assert read(club, "member", me) == {"city": "Linz", "joined": "2026-01-01"}
    do(club, "ada", "town", UpdateMemberFields(me, {"joined": None}))
    assert read(club, "member", me) == {"city": "Linz"}
    with assert_invalid(**{"fields.room": "required"}):
        plan_event(club, fields={"room": None})
    with assert_invalid(**{"fields.area": "not_a_choice"}):
        suggest(club, fields={"area": "roof"})
    with pytest.raises(NotFound):
        do(club, "ada", "town", UpdateMemberFields(event.id, {"city": "Linz"}))


def test_what_has_no_fields_takes_none(sqlite_club: Kit) -> None:
    assert CommunityType("plain").declared_fields("member") == ()
    with assert_invalid(**{"fields.version": "unknown_field"}):
        do(
            sqlite_club,
            "ada",
            "town",
            CreateThread(kind="story", title="Once", body="Upon.", fields={"version": "1"}),
        )
    do(
        sqlite_club,
        "ada",
        "town",
        CreateThread(kind="story", title="Once", body="Upon.", fields={"pages": 3}),
    )


def test_nothing_that_opens_by_itself_has_required_fields(sqlite_club: Kit) -> None:
    command = CreateEvent(title="Meet", **DAYTIME, fields={"room": "Red"}, follow_up="question")
    with assert_invalid(follow_up="unknown_kind"):
        do(sqlite_club, "ada", "town", command)
    do(sqlite_club, "ada", "town", evolve(command, follow_up="story"))


def test_too_many_ids_are_refused(sqlite_club: Kit) -> None:
    post = ask_question(sqlite_club)
    assert len(ask(sqlite_club, "bob", "town", ReadFields("post", (post.id,) * 100))) == 1
    with pytest.raises(Invalid):
        ask(sqlite_club, "bob", "town", ReadFields("post", (post.id,) * 101))


def test_a_page_takes_one_statement_and_none_where_nothing_is_declared(sqlite_club: Kit) -> None:
    posts = [ask_question(sqlite_club, fields=ALL).id for _ in range(5)]
    with sqlite_club.session("bob", "town", read_only=True) as session:
        context = context_of(session)
        with capture_statements(sqlite_club) as page:
            assert len(field_values_of(context, "post", posts)) == 5
        with capture_statements(sqlite_club) as nothing:
            assert field_values_of(context, "post", []) == {}
    assert (len(page), len(nothing)) == (1, 0)


def test_fields_that_are_not_used_cost_no_statement(sqlite_club: Kit) -> None:
    def cost(**more: Any) -> int:
        with capture_statements(sqlite_club) as found:
            do(sqlite_club, "ada", "town", CreateThread(kind="story", title="Once", body="Upon.", **more))
        return len(found)

    cost()
    plain = cost()
    assert cost(fields={"pages": 3}) == plain + 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    device=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=49).map("x".__add__),
    size=st.one_of(st.integers(0, 10**6), st.floats(0, 10**6)),
    since=st.dates(min_value=date(2000, 1, 1)),
)
def test_any_value_that_is_accepted_comes_back(
    sqlite_club: Kit, device: str, size: float, since: Any
) -> None:
    fields = {"device": device, "size": size, "since": since.isoformat(), "version": "1"}
    made = ask_question(sqlite_club, fields=fields)
    assert read(sqlite_club, "post", made.id) == fields


def test_references_are_checked_with_one_statement_for_a_record(sqlite_url: str) -> None:
    names = ("one", "two", "three")
    story = PostKind(
        name="story", opens=True, fields=tuple(ReferenceField(name, record="Post") for name in names)
    )
    with closing(new_kit(sqlite_url, types=(CommunityType("tales", post_kinds=(story,)),))) as kit:
        create_community(kit, type="tales", members=["ada"])
        posts = [do(kit, "ada", "town", CreateThread(kind="story", title=name, body="So.")) for name in names]
        given: dict[str, Any] = {name: str(post.id) for name, post in zip(names, posts, strict=True)}

        def count(fields: dict[str, Any]) -> int:
            with capture_statements(kit) as seen:
                do(kit, "ada", "town", CreateThread(kind="story", title="On", body="So.", fields=fields))
            return len([one for one in seen if one.lstrip().upper().startswith("SELECT")])

        assert count(given) == count({"one": given["one"]})
        nowhere = "00000000-0000-4000-8000-000000000000"
        with assert_invalid(**{"fields.one": "not_found", "fields.three": "not_found"}):
            count(given | {"one": nowhere, "three": nowhere})
