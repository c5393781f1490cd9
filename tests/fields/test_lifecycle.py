"""Values go the way of what has them: through drafts, moves, merges, erasure, export, and changes of type."""

from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, CommunityType, Denied, Kit, PostKind, TextField
from commkit.communities import UpdateSettings
from commkit.community_types import ChangeType, PlanTypeChange, UndoChangeType
from commkit.feedback import EditSuggestion, MergeSuggestions
from commkit.fields import ListByField, ReadFields, UpdateMemberFields, field_value
from commkit.fields.policy import impersonal_fields
from commkit.posts import (
    CreateDraft,
    CreateReply,
    CreateThread,
    EditPost,
    MergeThreads,
    PublishDraft,
    ReadDraft,
    ReadPost,
    UpdateDraft,
)
from commkit.privacy import ErasePerson, ExportPerson
from commkit.search import SearchContent
from tests.fields.club import ask_question, plan_event, suggest
from tests.helpers import ask, assert_invalid, do, member_id
from tests.sample import OWNER, create_community, new_kit


def read(kit: Kit, subject: Any, id: Any, actor: Any = "bob") -> dict[str, Any]:
    found = ask(kit, actor, "town", ReadFields(subject, (id,)))
    return dict(found[0].values) if found else {}


def kept(kit: Kit) -> list[Any]:
    """All values of the database."""
    with kit.database.engine.connect() as connection:
        return list(connection.execute(select(field_value.c.field, field_value.c.value, field_value.c.owner)))


def test_a_draft_may_lack_what_its_publishing_needs(club: Kit) -> None:
    draft = do(
        club,
        "ada",
        "town",
        CreateDraft(kind="question", title="Why?", body="So.", fields={"os": "mac", "size": 1}),
    )
    with assert_invalid(**{"fields.version": "required"}):
        do(club, "ada", "town", PublishDraft(draft.id))
    draft = do(
        club, "ada", "town", UpdateDraft(draft=draft.id, version=1, fields={"version": "1.0", "size": None})
    )
    assert ask(club, "ada", "town", ReadDraft(draft.id)) == draft
    assert draft.fields == {"os": "mac", "version": "1.0"}
    kept_as_it_is = do(club, "ada", "town", UpdateDraft(draft=draft.id, version=2, body="Else."))
    assert kept_as_it_is.fields == draft.fields
    post = do(club, "ada", "town", PublishDraft(draft.id))
    assert read(club, "post", post.id) == draft.fields


def test_a_draft_holds_no_more_than_a_thing_can_have(sqlite_club: Kit) -> None:
    with assert_invalid(fields="too_many"):
        do(sqlite_club, "ada", "town", CreateDraft(fields={f"f{n}": n for n in range(51)}))


def test_merged_threads_keep_their_values(club: Kit) -> None:
    one, other = ask_question(club, fields={"os": "mac"}), ask_question(club, fields={"os": "linux"})
    answer = do(club, "bob", "town", CreateReply(other.id, "So.", fields={"effort": 3}))
    do(club, OWNER, "town", MergeThreads(other.id, one.id))
    assert ask(club, "bob", "town", ReadPost(other.id)).kind == "answer"
    assert read(club, "post", other.id) == {"version": "1.0", "os": "linux"}
    assert read(club, "post", answer.id) == {"effort": 3}


def test_what_a_post_was_given_as_one_of_another_kind_can_be_taken_away_and_not_be_given(club: Kit) -> None:
    one, other = ask_question(club), ask_question(club, fields={"os": "linux"})
    do(club, OWNER, "town", MergeThreads(other.id, one.id))
    moved = ask(club, "ada", "town", ReadPost(other.id))
    with assert_invalid(**{"fields.os": "unknown_field"}):
        do(club, "ada", "town", EditPost(post=moved.id, version=moved.version, fields={"os": "mac"}))
    with assert_invalid(**{"fields.nothing": "unknown_field"}):
        do(club, "ada", "town", EditPost(post=moved.id, version=moved.version, fields={"nothing": None}))
    with assert_invalid(**{"fields.effort": "required"}):
        do(club, "ada", "town", EditPost(post=moved.id, version=moved.version, fields={"effort": None}))
    with assert_invalid(**{"fields.os": "unknown_field"}):
        do(club, "ada", "town", CreateReply(one.id, "So.", fields={"effort": 1, "os": None}))
    edit = EditPost(post=moved.id, version=moved.version, fields={"os": None, "version": None, "effort": 2})
    do(club, "ada", "town", edit)
    assert read(club, "post", moved.id) == {"effort": 2}


def test_a_merged_suggestion_gives_what_the_other_lacks(club: Kit) -> None:
    one, other, third = suggest(club), suggest(club, "bob", fields={"area": "web"}), suggest(club)
    do(club, "ada", "town", EditSuggestion(suggestion=third.id, version=1, fields={"area": "app"}))
    do(club, OWNER, "town", MergeSuggestions(suggestion=other.id, into=one.id))
    assert read(club, "suggestion", one.id) == {"area": "web"}
    do(club, OWNER, "town", MergeSuggestions(suggestion=third.id, into=one.id))
    assert read(club, "suggestion", one.id) == {"area": "web"}
    page = ask(club, "bob", "town", ListByField(subject="suggestion", field="area"))
    assert [match.id for match in page.items] == [one.id]


def test_an_erased_person_takes_personal_values_along_and_leaves_the_others(club: Kit) -> None:
    ada = member_id(club, "ada")
    post = ask_question(club, fields={"device": "my own", "version": "1.0"})
    plan_event(club)
    suggest(club, fields={"area": "web"})
    do(club, "ada", "town", UpdateMemberFields(ada, {"city": "Linz", "joined": "2026-01-01"}))
    ask_question(club, "bob", fields={"device": "somebody else's"})
    assert {owner for _, _, owner in kept(club)} == {ada, member_id(club, "bob")}
    exported = do_export(club, "ada")
    assert {row["value"] for row in exported} == {"my own", "1.0", "Red", "web", "Linz", "2026-01-01"}
    do(club, SYSTEM, None, ErasePerson("ada"))
    assert {value for _, value, _ in kept(club)} == {"1.0", "2026-01-01", "somebody else's"}
    assert read(club, "post", post.id) == {"version": "1.0"}


def field_kit(url: str, **personal: bool) -> Kit:
    """A kit whose stories have a text field for each name."""
    story = PostKind(
        name="story",
        opens=True,
        fields=tuple(TextField(name, personal=its) for name, its in personal.items()),
    )
    return new_kit(url, types=(CommunityType("tales", post_kinds=(story,)),))


def test_what_is_declared_at_the_erasure_decides_and_what_is_declared_no_more_goes(url: str) -> None:
    with closing(field_kit(url, became=False, ceased=True, kept=False, dropped=False)) as kit:
        create_community(kit, type="tales", members=["ada", "bob"])
        for actor in ("ada", "bob"):
            values = {name: f"{name} of {actor}" for name in ("became", "ceased", "kept", "dropped")}
            do(kit, actor, "town", CreateThread(kind="story", title="One", body="Day.", fields=values))
    with closing(field_kit(url, became=True, ceased=False, kept=False)) as kit:
        do(kit, SYSTEM, None, ErasePerson("ada"))
        left = {(name, owner) for name, value, owner in kept(kit) if value.endswith("ada")}
        assert left == {("ceased", None), ("kept", None)}
        assert len([value for _, value, _ in kept(kit) if value.endswith("bob")]) == 4


def test_a_field_is_personal_where_one_kind_of_post_says_so() -> None:
    kinds = [
        PostKind(name=name, opens=True, fields=(TextField("both"), TextField("one", personal=personal)))
        for name, personal in (("question", False), ("story", True))
    ]
    fields = {"member": (TextField("city", personal=False),)}
    assert impersonal_fields(CommunityType("tales", post_kinds=tuple(kinds), fields=fields)) == [
        ("member", "city", "text")
    ]


def do_export(kit: Kit, key: str) -> list[Any]:
    found = ask(kit, SYSTEM, None, ExportPerson(key))
    return list(found.rows["commkit_field_value"])


def test_an_editor_does_not_become_the_owner(sqlite_club: Kit) -> None:
    post = ask_question(sqlite_club, fields={"device": "old"})
    do(sqlite_club, OWNER, "town", EditPost(post=post.id, version=1, fields={"device": "new"}))
    assert ("device", "new", member_id(sqlite_club, "ada")) in kept(sqlite_club)


def test_a_change_of_type_tells_what_is_hidden_and_keeps_it(club: Kit) -> None:
    post = ask_question(club, fields={"os": "mac"})
    do(club, "ada", "town", UpdateMemberFields(member_id(club, "ada"), {"city": "Linz"}))
    plan = ask(club, OWNER, "town", PlanTypeChange("bare"))
    lost = {loss.name: loss.count for loss in plan.losses if loss.kind == "field"}
    assert lost["post.os"] == lost["post.version"] == lost["member.city"] == 1
    assert lost["event.room"] == lost["post.pages"] == 0
    assert "post.effort" not in lost
    before = kept(club)
    change = do(club, OWNER, "town", ChangeType("bare", plan.fingerprint))
    assert read(club, "post", post.id) == {}
    with assert_invalid(field="unknown_field"):
        ask(club, "bob", "town", ListByField(subject="post", field="version"))
    assert sorted(map(str, kept(club))) == sorted(map(str, before))
    do(club, OWNER, "town", UndoChangeType(change.id))
    assert read(club, "post", post.id) == {"version": "1.0", "os": "mac"}


def test_searchable_texts_are_found_with_their_post_and_others_are_not(club: Kit) -> None:
    post = ask_question(club, fields={"device": "Zeppelin", "notes": "Quagga"})

    def found(text: str) -> list[Any]:
        return [hit.object for hit in ask(club, "bob", "town", SearchContent(text=text)).hits]

    assert found("zeppelin") == [post.id]
    assert found("quagga") == []
    do(club, "ada", "town", EditPost(post=post.id, version=1, fields={"device": "Bicycle"}))
    assert found("zeppelin") == []
    assert found("bicycle") == [post.id]


@pytest.mark.parametrize("mode", ["refuse", "hold"])
def test_checks_read_what_stands_in_fields(sqlite_club: Kit, mode: str) -> None:
    settings = {"words": mode, "denied_words": ["casino"]}
    do(sqlite_club, OWNER, "town", UpdateSettings("moderation", settings))
    if mode == "refuse":
        with pytest.raises(Denied, match="casino"):
            ask_question(sqlite_club, fields={"device": "Casino"})
    else:
        post = ask_question(sqlite_club, fields={"device": "Casino"})
        assert ask(sqlite_club, OWNER, "town", ReadPost(post.id)).removed_at is not None
