"""Ids that are not for whoever sends them, over HTTP: every message, by every role, is answered as for ids of nothing.

Status, headers and body are compared, for objects of another community and for posts behind a wall of the same one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from attrs import evolve, frozen

from commkit import Kit, MemberId
from commkit.adapters.http import Contract, make_contract
from commkit.adapters.http.contract import path_of
from commkit.members import AddMember
from commkit.posts import CreateThread
from commkit.runtime.model.messages import Message
from commkit.runtime.sessions.composition import SYSTEM
from commkit.spaces import CreateSpace
from commkit.testing.fields import id_fields
from commkit.testing.fixtures import CORE_FIXTURES, create_thread
from commkit.testing.permission_matrix import cell_message, permitted_cells
from commkit.testing.samples import NoSampleValue
from commkit.testing.scenario import CREATOR, Scenario, create_scenario
from tests.adapters.http_client import Client
from tests.testing.everything import Everything, collect_from_nouns

Make = Callable[..., Kit]
SENDERS = (None, "stranger", "member", "silenced", "suspended", "banned", "left", "steward", "owner")
"""A visitor, somebody who is no member, and the roles; each of them is the same in the other community, too."""


@frozen
class Pair:
    """Two communities with an object of every kind, and the same people in both."""

    here: Scenario
    there: Scenario
    contract: Contract


def only_there(scenario: Scenario) -> MemberId:
    """A member of one community alone."""
    return scenario.do(SYSTEM, AddMember(f"alone-{uuid4().hex}")).id


@pytest.fixture
def pair(commkit_kit_factory: Make) -> Pair:
    """Two communities of everything."""
    kit = commkit_kit_factory(Everything())
    fixtures = CORE_FIXTURES | collect_from_nouns("FIXTURES")
    here = create_scenario(kit, "everything", settings=collect_from_nouns("SETTINGS"), fixtures=fixtures)
    there = create_scenario(
        kit,
        "everything",
        settings=collect_from_nouns("SETTINGS"),
        fixtures=fixtures,
    )
    return Pair(here, there, make_contract(kit))


def messages_of(scenario: Scenario) -> Iterator[tuple[str, Message[Any]]]:
    """A message of each class that names objects, as its owner may send it in a community."""
    expected = collect_from_nouns("EXPECTED_PERMISSIONS")
    seen: set[str] = set()
    for cell in permitted_cells(scenario, sorted(expected), expected):
        if cell.cls.lobby or cell.name in seen or cell.role == "system" or not id_fields(cell.cls):
            continue
        message = cell_message(cell, expected[cell.name])
        if not isinstance(message, NoSampleValue):
            seen.add(cell.name)
            yield cell.name, message


def with_ids(message: Any, ids: Mapping[str, UUID], *, filling: bool = False) -> Any:
    """The same message with other ids in its fields of some types; in empty ones, too, if `filling`."""
    changed = {
        name: (ids[kind],) if isinstance(getattr(message, name), tuple) else ids[kind]
        for name, kind in id_fields(type(message)).items()
        if kind in ids and (ids_of(value := getattr(message, name)) or (filling and value is None))
    }
    return evolve(message, **changed)


def ids_of(value: Any) -> tuple[UUID, ...]:
    """The ids of a field."""
    if isinstance(value, UUID):
        return (value,)
    return tuple(id for id in value if isinstance(id, UUID)) if isinstance(value, tuple) else ()


def differences(pair: Pair, name: str, message: Any, kinds: Iterable[str]) -> list[str]:
    """Where a message about what is not for its sender is answered otherwise than one about nothing.

    Args:
        pair: Where.
        name: The name of the message.
        message: The message.
        kinds: The types of ids that are not for the senders.
    """
    nothing = with_ids(message, {kind: uuid4() for kind in kinds})
    if nothing == message:
        return []
    found = []
    for actor in SENDERS:
        real, none = (told(pair, actor, name, sent) for sent in (message, nothing))
        if real != none:
            found.append(f"{name} by {actor}: {real} but {none}")
    return found


def told(pair: Pair, actor: str | None, name: str, message: Any) -> tuple[Any, ...]:
    """An answer, without the ids that its message named itself; of what was made, the status alone."""
    fields = pair.contract.kit.dump(message)
    response = Client(pair.contract, actor, pair.here.community.slug).post(path_of(name), **fields)
    if response.status in (200, 201):
        return (response.status,)
    body = response.body.decode()
    for field in id_fields(type(message)):
        for id in ids_of(getattr(message, field)):
            body = body.replace(str(id), field)
    return response.status, response.headers, body


@pytest.mark.slow
def test_what_another_community_has_is_answered_as_what_does_not_exist(pair: Pair) -> None:
    alone = {
        "MemberId": only_there(pair.there),
        "SpaceId": pair.there.do(CREATOR, CreateSpace("elsewhere", title="Elsewhere")).id,
        "PostId": create_thread(pair.there, CREATOR),
    }
    sent = [(name, with_ids(message, alone, filling=True)) for name, message in messages_of(pair.there)]
    pair.here.assign_roles()
    assert len(sent) > 100
    found = [
        line
        for name, message in sent
        for line in differences(pair, name, message, id_fields(type(message)).values())
    ]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_what_stands_behind_a_wall_is_answered_as_what_does_not_exist(pair: Pair) -> None:
    behind = pair.here.do(
        CREATOR, CreateSpace("within", title="Within", purpose="Alone.", private=True, walled=True)
    )
    thread = pair.here.do(
        CREATOR, CreateThread(kind="question", title="Between us", body="Nobody else.", space=behind.id)
    )
    sent = list(messages_of(pair.here))
    pair.here.assign_roles()
    hidden = {"SpaceId": behind.id, "PostId": thread.id}
    about = [
        (name, with_ids(message, hidden, filling=True))
        for name, message in sent
        if hidden.keys() & set(id_fields(type(message)).values())
    ]
    assert len(about) > 40
    found = [line for name, message in about for line in differences(pair, name, message, hidden)]
    assert not found, "\n".join(found)


def test_control_a_visible_thing_is_answered_otherwise(pair: Pair) -> None:
    sent = [(name, message) for name, message in messages_of(pair.here) if name == "posts.read_thread"]
    pair.here.assign_roles()
    ((name, message),) = sent
    assert differences(pair, name, message, ["PostId"])
