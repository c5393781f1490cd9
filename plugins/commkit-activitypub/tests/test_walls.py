"""What a visitor does not see leaves no trace: no document differs by a byte, and no address is told from nothing."""

from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM
from commkit.communities import UpdateCommunity, UpdateSettings, Visibility
from commkit.members import BlockLevel, BlockMember
from commkit.posts import CreateDraft, CreateThread, MoveThread, RemovePost
from commkit.spaces import SpaceJoinPolicy
from commkit_activitypub import ActivityPubSettings
from tests.audiences import add_space, enter_space

KINDS = ("private", "walled", "nowhere", "unlisted", "removed", "veiled", "reply", "draft", "muted", "later")


def documents(town: Any, *spaces: Any) -> dict[str, bytes]:
    """Every document that is reached from some spaces, by its address."""
    found: dict[str, bytes] = {}
    waiting = [town.actor(space)["id"] for space in spaces]
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        answer = town.get(url)
        assert answer.status == 200, url
        found[url] = answer.body
        waiting += addresses(answer.json)
    for space in spaces:
        found[space.slug] = town.finger(f"acct:gardens.{space.slug}@town.example").body
    return found


def addresses(value: Any) -> list[str]:
    """The addresses of further documents in one."""
    if isinstance(value, dict):
        parts = [each for name, each in value.items() if name not in ("inbox", "url", "href", "@context")]
        return [address for part in parts for address in addresses(part)]
    if isinstance(value, list):
        return [address for part in value for address in addresses(part)]
    return [value] if isinstance(value, str) and "/activitypub/" in value else []


def hide(town: Any, kind: str, roses: Any, thread: Any) -> list[Any]:
    """Write what no visitor sees, or what changes nothing for one; gives the hidden posts."""
    found: list[Any] = []
    if kind in ("private", "walled"):
        den = add_space(town.kit, "den", ("ada",), walled=kind == "walled", town="gardens")
        found = [town.do("ada", CreateThread(kind="note", title="Secret", body="Secret", space=den))]
    elif kind == "nowhere":
        found = [town.thread(None, "Secret")]
    elif kind == "unlisted":
        found = [town.thread(town.space("attic", listed=False), "Secret")]
    elif kind == "removed":
        gone = town.thread(roses, "Secret", tags=("secret",))
        found = [town.reply(gone), gone, town.reply(thread)]  # a reply goes with its thread
        for post in found[1:]:
            town.do(SYSTEM, RemovePost(post.id))
    elif kind == "veiled":
        found = [town.thread(roses, "Secret", body=f"Veiled {number}") for number in range(3)]
    elif kind == "reply":
        found = [town.reply(thread, "Veiled words")]
    elif kind == "draft":
        town.do("ada", CreateDraft(kind="note", title="Secret", body="Later", space=roses.id))
    elif kind == "muted":
        town.do("cid", BlockMember(town.member("ada"), BlockLevel.MUTE))
    else:
        town.pass_time(hours=1)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_changes_no_byte(town: Any, kind: str) -> None:
    roses, dahlias = town.space(), town.space("dahlias")
    thread = town.thread(roses, tags=("slugs",))
    town.thread(dahlias)
    town.reply(town.reply(thread), "Or beer.", by="cid")
    before = documents(town, roses, dahlias)
    assert len(before) > 15
    hidden = hide(town, kind, roses, thread)
    assert documents(town, roses, dahlias) == before
    nothing = town.get(f"/gardens/activitypub/posts/{uuid4()}")
    for post in hidden:
        for part in ("", "/activity", "/replies", "/replies/page"):
            assert town.get(f"/gardens/activitypub/posts/{post.id}{part}") == nothing


def test_control_what_all_see_changes_them(town: Any) -> None:
    roses = town.space()
    thread = town.thread(roses)
    before = documents(town, roses)
    town.reply(thread)
    after = documents(town, roses)
    assert after != before
    assert before.keys() < after.keys()


def test_hidden_spaces_are_not_told_from_nothing(town: Any) -> None:
    den = add_space(town.kit, "den", ("ada",), town="gardens")
    attic = town.space("attic", listed=False)
    lobby = town.space("porch", private=True, join_policy=SpaceJoinPolicy.OPEN)  # visitors know of it
    for space in (den, attic.id, lobby.id):
        for part in ("", "/outbox", "/outbox/page", "/followers"):
            nothing = town.get(f"/gardens/activitypub/spaces/{uuid4()}{part}")
            assert nothing.status == 404
            assert town.get(f"/gardens/activitypub/spaces/{space}{part}") == nothing
    nothing = town.finger("acct:gardens.nothing@town.example")
    for name in ("den", "attic", "porch"):
        assert town.finger(f"acct:gardens.{name}@town.example") == nothing


@pytest.mark.parametrize("visibility", [Visibility.LISTED, Visibility.PRIVATE, Visibility.SECRET])
def test_a_closed_community_is_not_told_from_none(town: Any, visibility: Visibility) -> None:
    roses = town.space()
    thread = town.thread(roses)
    assert town.object(thread).status == 200
    town.do("owner", UpdateCommunity(visibility=visibility, version=1))
    for path in (f"spaces/{roses.id}", f"spaces/{roses.id}/outbox/page", f"posts/{thread.id}"):
        nothing = town.get(f"/nowhere/activitypub/{path}")
        assert nothing.status == 404
        assert town.get(f"/gardens/activitypub/{path}") == nothing
    nothing = town.finger("acct:nowhere.roses@town.example")
    assert nothing.status == 404
    assert town.finger("acct:gardens.roses@town.example") == nothing


def test_nothing_is_published_before_the_community_says_so(town: Any) -> None:
    roses = town.space()
    thread = town.thread(roses)
    town.do("owner", UpdateSettings("activitypub.actors", {"published": False}))
    nothing = town.get(f"/nowhere/activitypub/posts/{thread.id}")
    assert town.object(thread) == nothing
    assert town.get(f"/gardens/activitypub/spaces/{roses.id}") == nothing
    assert town.finger("acct:gardens.roses@town.example") == town.finger("acct:nowhere.roses@town.example")
    assert ActivityPubSettings() == ActivityPubSettings(published=False, names=False)


def test_a_thread_that_moves_away_is_gone_at_once(town: Any) -> None:
    roses = town.space()
    thread = town.thread(roses)
    reply = town.reply(thread)
    den = add_space(town.kit, "den", ("ada",), town="gardens")
    enter_space(town.kit, den, "stew")
    town.do("stew", MoveThread(thread.id, den))
    assert town.object(thread) == town.object(reply)
    assert town.object(thread).status == 404
    assert town.outbox(roses) == []
