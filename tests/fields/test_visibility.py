"""Whoever cannot see a thing learns nothing of its values: neither from reads, nor lists, nor cursors, nor counts."""

from typing import Any
from uuid import UUID

import pytest

from commkit import SYSTEM, Denied, Kit
from commkit.communities import Visibility
from commkit.events import EventAccess
from commkit.events.messages import EditEvent
from commkit.feedback import WithdrawSuggestion
from commkit.fields import ListByField, ReadFields, UpdateMemberFields, statements
from commkit.fields.listing import statements as listing
from commkit.members import AddMember, LeaveCommunity, RestrictMember
from commkit.posts import RemovePost
from commkit.spaces import AddSpaceMember, CreateSpace, SpaceJoinPolicy
from commkit.storage import Statement
from tests.fields.club import ask_question, plan_event, suggest
from tests.helpers import ask, do, member_id
from tests.sample import OWNER, create_community

SECRET = {"version": "6.6.6", "device": "canary"}
FIELDS: dict[Any, str] = {"post": "version", "event": "room", "suggestion": "area", "member": "city"}


def answers(kit: Kit, actor: Any, ids: tuple[UUID, ...]) -> list[Any]:
    """All that a reader can learn of fields: of every subject, forwards, backwards, filtered, page by page."""
    found: list[Any] = []
    for subject, field in FIELDS.items():
        found.append(ask(kit, actor, "town", ReadFields(subject, ids)))
        for more in ({}, {"order": "descending"}, {"at_least": "web"} if subject == "suggestion" else {}):
            after = None
            while True:
                query = ListByField(subject=subject, field=field, after=after, limit=1, **more)
                page = ask(kit, actor, "town", query)
                found.append(page)
                if (after := page.next) is None:
                    break
    found.append(ask(kit, actor, "town", ListByField(subject="post", field="version", equals="6.6.6")))
    return found


def fill(kit: Kit) -> None:
    """What everybody sees, around what they do not."""
    for version in ("1.0", "7.0"):
        ask_question(kit, fields={"version": version})
    plan_event(kit, fields={"room": "Red"})
    suggest(kit, fields={"area": "app"})
    do(kit, "ada", "town", UpdateMemberFields(member_id(kit, "ada"), {"city": "Linz"}))


def hide_things(kit: Kit) -> tuple[UUID, ...]:
    """A thing of each sort, with values, that the reader `bob` cannot see."""
    policy = SpaceJoinPolicy.INVITE
    space = do(kit, OWNER, "town", CreateSpace("den", "Den", private=True, join_policy=policy))
    do(kit, OWNER, "town", AddSpaceMember(space.id, member_id(kit, "ada")))
    inside = ask_question(kit, fields=SECRET, space=space.id)
    removed = ask_question(kit, fields=SECRET)
    do(kit, OWNER, "town", RemovePost(removed.id, reason="Not here."))
    event = plan_event(kit, fields={"room": "Secret"})
    do(kit, "ada", "town", EditEvent(event=event.id, version=1, access=EventAccess.INVITED))
    suggestion = suggest(kit, fields={"area": "web"})
    do(kit, "ada", "town", WithdrawSuggestion(suggestion.id))
    gone = do(kit, SYSTEM, "town", AddMember("gone")).id
    do(kit, "gone", "town", UpdateMemberFields(gone, {"city": "Atlantis"}))
    do(kit, "gone", "town", LeaveCommunity())
    return inside.id, removed.id, event.id, suggestion.id, gone


@pytest.mark.parametrize("reader", ["bob", None, "stranger"])
def test_values_of_hidden_things_change_no_answer(club: Kit, reader: str | None) -> None:
    fill(club)
    before = answers(club, reader, ())
    hidden = hide_things(club)
    after = answers(club, reader, hidden)
    assert after == before


def test_those_who_see_them_see_their_values(club: Kit) -> None:
    fill(club)
    hidden = hide_things(club)
    told = str(answers(club, OWNER, hidden))
    assert all(word in told for word in ("6.6.6", "canary", "Secret", "web", "Atlantis"))


def test_control_without_the_condition_the_test_fails(
    sqlite_club: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_club)
    before = answers(sqlite_club, "bob", ())
    hidden = hide_things(sqlite_club)
    # statements that were not compiled yet
    for module, name in ((statements, "VALUES"), (listing, "SORTED"), (listing, "BY_CHOICE")):
        monkeypatch.setattr(module, "shown", lambda visible, subject, row: row.c.subject == subject)
        again = {
            key: Statement(each.source, into=each.into, shows=True)
            for key, each in vars(module)[name].items()
        }
        monkeypatch.setattr(module, name, again)
    assert answers(sqlite_club, "bob", hidden) != before


def test_a_reference_is_read_by_those_who_see_what_it_refers_to(club: Kit) -> None:
    target = ask_question(club)
    post = ask_question(club, fields={"like": str(target.id)})
    assert "like" in ask(club, "bob", "town", ReadFields("post", (post.id,)))[0].values
    do(club, OWNER, "town", RemovePost(target.id, reason="Not here."))
    assert "like" not in ask(club, "bob", "town", ReadFields("post", (post.id,)))[0].values
    assert "like" in ask(club, OWNER, "town", ReadFields("post", (post.id,)))[0].values
    query = ListByField(subject="post", field="like", equals=str(target.id))
    assert ask(club, "bob", "town", query).items == ()
    assert [match.id for match in ask(club, OWNER, "town", query).items] == [post.id]


def test_nobody_refers_to_what_they_do_not_see(club: Kit) -> None:
    target = ask_question(club)
    do(club, OWNER, "town", RemovePost(target.id, reason="Not here."))
    with pytest.raises(Exception, match="no such Post") as hidden:
        ask_question(club, "bob", fields={"like": str(target.id)})
    with pytest.raises(Exception, match="no such Post") as nothing:
        ask_question(club, "bob", fields={"like": str(UUID(int=5))})
    assert str(hidden.value) == str(nothing.value)
    ask_question(club, OWNER, fields={"like": str(target.id)})


def test_fields_of_a_private_community_are_its_members(club: Kit) -> None:
    create_community(club, "den", type="club", visibility=Visibility.PRIVATE, members=())
    with pytest.raises(Denied):
        ask(club, "stranger", "den", ReadFields("member", (UUID(int=5),)))


def test_others_change_no_fields_of_a_member_but_stewards_do(club: Kit) -> None:
    ada = member_id(club, "ada")
    with pytest.raises(Denied):
        do(club, "bob", "town", UpdateMemberFields(ada, {"city": "Wels"}))
    do(club, OWNER, "town", UpdateMemberFields(ada, {"city": "Wels"}))
    do(club, OWNER, "town", RestrictMember(ada, "silenced", "Too loud."))
    with pytest.raises(Denied):
        do(club, "ada", "town", UpdateMemberFields(ada, {"city": "Linz"}))
