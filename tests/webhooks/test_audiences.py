"""An endpoint gets of what has an audience only what its creator may see, and nothing from behind walls."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.communities import UpdateCommunity, Visibility
from commkit.fetching import FetchPolicy
from commkit.members import AddGroupMember, AssignRole, LeaveCommunity, MembershipStatus
from commkit.posts import CreateReply, PostsShown, RemovePost
from commkit.privacy import ErasePerson
from commkit.runtime.sessions.composition import Actor
from commkit.testing.contexts import context_of
from commkit.webhooks import CreateEndpoint
from commkit.webhooks.records import DeliveryTarget
from commkit.webhooks.visibility import payload_for
from tests.audience_town import (
    GUILD,
    INSIDE,
    OPEN,
    OUTSIDE,
    STEWARD,
    WALLED,
    WORDS,
    AudienceTown,
    create_audience_town,
    leave_groups,
)
from tests.helpers import do
from tests.http_servers import Request, RunningServer, fixed_answer, http_server
from tests.sample import OWNER, new_kit

REACH = FetchPolicy(allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(seconds=5))


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, ports={FetchPolicy: REACH})) as made:
        yield made


@pytest.fixture
def town(kit: Kit) -> AudienceTown:
    made = create_audience_town(kit)
    kit.worker().drain()
    return made


@pytest.fixture
def server() -> Iterator[RunningServer]:
    with http_server(fixed_answer(204)) as running:
        yield running


def endpoint(kit: Kit, server: RunningServer, actor: Actor, *facts: str) -> None:
    do(kit, actor, "town", CreateEndpoint(server.url, facts=facts))
    kit.worker().drain()
    server.requests.clear()


def reply_everywhere(kit: Kit, town: AudienceTown) -> dict[str, str]:
    """A reply in each thread; gives the names of the threads by the replies' ids."""
    made = {
        str(do(kit, "ivan", "town", CreateReply(town.threads[name].id, "More.")).id): name for name in WORDS
    }
    kit.worker().drain()
    return made


def told(requests: list[Request], names: dict[str, str]) -> set[str]:
    return {names[json.loads(request.body)["data"]["post"]] for request in requests}


def make_owner(kit: Kit, town: AudienceTown, actor: str) -> None:
    do(kit, OWNER, "town", AssignRole(town.members[actor], "owner"))


@pytest.mark.parametrize("actor", [SYSTEM, OWNER, INSIDE])
def test_nothing_from_behind_walls_is_sent_to_anybody(
    kit: Kit, town: AudienceTown, server: RunningServer, actor: Actor
) -> None:
    if actor == INSIDE:
        make_owner(kit, town, INSIDE)
    endpoint(kit, server, actor, "posts.created")
    assert told(server.requests, reply_everywhere(kit, town)) == {OPEN, GUILD}


def test_all_facts_of_an_endpoint_for_all_facts(kit: Kit, town: AudienceTown, server: RunningServer) -> None:
    endpoint(kit, server, OWNER)
    reply_everywhere(kit, town)
    do(kit, INSIDE, "town", RemovePost(town.threads[WALLED].id))
    do(kit, OWNER, "town", RemovePost(town.replies[OPEN].id))
    kit.worker().drain()
    sent = b"".join(request.body for request in server.requests).decode()
    assert str(town.threads[WALLED].id) not in sent
    assert str(town.threads[OPEN].id) in sent
    assert "posts.removed" in sent, "the control: an owner sees what was removed"


@pytest.mark.parametrize("inside", [False, True])
def test_who_is_demoted_gets_what_their_groups_see(
    kit: Kit, town: AudienceTown, server: RunningServer, inside: bool
) -> None:
    actor = INSIDE if inside else OUTSIDE
    make_owner(kit, town, actor)
    endpoint(kit, server, actor, "posts.created")
    do(kit, OWNER, "town", AssignRole(town.members[actor], "member"))
    names = reply_everywhere(kit, town)
    assert told(server.requests, names) == ({OPEN, GUILD} if inside else {OPEN})
    server.requests.clear()
    if inside:
        leave_groups(kit, town, INSIDE)
    else:
        do(kit, OWNER, "town", AddGroupMember(town.groups[GUILD], town.members[OUTSIDE]))
    names = reply_everywhere(kit, town)
    assert told(server.requests, names) == ({OPEN} if inside else {OPEN, GUILD})


@pytest.mark.parametrize("erased", [False, True])
def test_who_has_left_gets_what_visitors_see(
    kit: Kit, town: AudienceTown, server: RunningServer, erased: bool
) -> None:
    make_owner(kit, town, STEWARD)
    endpoint(kit, server, STEWARD, "posts.created")
    do(kit, STEWARD, *((None, ErasePerson()) if erased else ("town", LeaveCommunity())))
    assert told(server.requests, reply_everywhere(kit, town)) == {OPEN}


def test_it_is_decided_when_it_is_sent(kit: Kit, town: AudienceTown, server: RunningServer) -> None:
    make_owner(kit, town, OUTSIDE)
    endpoint(kit, server, OUTSIDE, "posts.created")
    made = do(kit, "ivan", "town", CreateReply(town.threads[GUILD].id, "More."))
    do(kit, OWNER, "town", AssignRole(town.members[OUTSIDE], "member"))
    kit.worker().drain()
    assert server.requests == []
    assert made.thread == town.threads[GUILD].id


def test_of_a_fact_about_many_the_hidden_ones_are_left_out(kit: Kit, town: AudienceTown) -> None:
    threads = {name: town.threads[name].id for name in (OPEN, GUILD, WALLED)}
    told: dict[str, Any] = {}
    for actor in (INSIDE, OUTSIDE, None):
        target = target_of(kit, actor, town)
        with kit.session(SYSTEM, "town") as session:
            context = context_of(session)
            for names in ((OPEN, GUILD, WALLED), (GUILD, WALLED), (WALLED,), ()):
                ids = tuple(threads[name] for name in names)
                found = payload_for(context, PostsShown(posts=ids, threads=ids), target)
                told[f"{actor} {len(names)}"] = None if found is None else found["threads"]
    texts = {name: str(id) for name, id in threads.items()}
    assert told == {
        f"{INSIDE} 3": [texts[OPEN], texts[GUILD]], f"{INSIDE} 2": [texts[GUILD]],
        f"{INSIDE} 1": None, f"{INSIDE} 0": [],
        f"{OUTSIDE} 3": [texts[OPEN]], f"{OUTSIDE} 2": None, f"{OUTSIDE} 1": None, f"{OUTSIDE} 0": [],
        "None 3": [texts[OPEN], texts[GUILD]], "None 2": [texts[GUILD]], "None 1": None, "None 0": [],
    }  # fmt: skip


def target_of(kit: Kit, actor: str | None, town: AudienceTown) -> DeliveryTarget:
    """An endpoint that a member has made, or the host."""
    member = None if actor is None else town.members[actor]
    status = None if actor is None else MembershipStatus.ACTIVE
    return DeliveryTarget("https://example.org", "s", None, None, None, member, actor, status)


@pytest.mark.parametrize("visibility", [Visibility.LISTED, Visibility.PRIVATE, Visibility.SECRET])
def test_who_left_a_closed_community_gets_nothing_more(
    kit: Kit, town: AudienceTown, server: RunningServer, visibility: Visibility
) -> None:
    make_owner(kit, town, STEWARD)
    endpoint(kit, server, STEWARD, "posts.created", "members.left")
    do(kit, SYSTEM, "town", UpdateCommunity(version=version_of(kit), visibility=visibility))
    assert told(server.requests, reply_everywhere(kit, town)) >= {OPEN}
    server.requests.clear()
    do(kit, STEWARD, "town", LeaveCommunity())
    reply_everywhere(kit, town)
    assert server.requests == []


def version_of(kit: Kit) -> int:
    with kit.session(SYSTEM, "town", read_only=True) as session:
        return session.community.version


def test_who_is_in_a_walled_group_is_not_told(kit: Kit, town: AudienceTown, server: RunningServer) -> None:
    endpoint(kit, server, SYSTEM, "members.group_joined")
    for name in (GUILD, WALLED):
        do(kit, OWNER, "town", AddGroupMember(town.groups[name], town.members[OUTSIDE]))
    kit.worker().drain()
    assert [json.loads(request.body)["data"]["group"] for request in server.requests] == [
        str(town.groups[GUILD])
    ]
