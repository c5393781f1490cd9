"""Isolation: using ids of another one: nothing may open, and nothing may tell that they exist elsewhere."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from attrs import evolve
from hypothesis import strategies as st

from commkit.members import AddMember
from commkit.runtime.model.errors import Denied
from commkit.runtime.model.messages import Message
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.runtime.storage.tables import audit
from commkit.testing.histories import Attempt, World, id_fields, ids_in
from commkit.testing.snapshots import differences, snapshot


def check_isolation(here: World, there: World, cls: type[Message[Any]], draw: Any) -> str:
    """Send a message with ids of `there` to `here`, as the host and as the owner.

    Returns:
        The class of the error; `nothing` where a query found nothing, `no reference` where none was given.

    Raises:
        AssertionError: Something opened, changed, or was told.
    """
    foreign = _ids_of(there, known_too_in=here)
    message = draw(evolve(here, known_ids=foreign).messages(cls, real=True))
    given = {
        name: value
        for name in id_fields(cls)
        if isinstance(value := getattr(message, name), UUID | tuple) and value
    }
    if not given:
        return "no reference"
    actors: list[Actor] = draw(st.permutations((SYSTEM, "owner")))
    before = snapshot(here.kit)
    actor, attempt = actors[0], here.send(actors[0], message)
    if isinstance(attempt.error, Denied):  # then the other one may
        actor, attempt = actors[1], here.send(actors[1], message)
    # A command that finds nothing to do may go through, and is in the audit then.
    changed = [
        line for line in differences(before, snapshot(here.kit)) if not line.startswith(f"{audit.name}:")
    ]
    assert not changed, (
        f"{message} with ids of another community changed rows; fetch by context_of(session).get: {changed}"
    )
    if attempt.error is None:
        _check_result(attempt, foreign)
    stranger = here.send(actor, evolve(message, **{name: _random(value) for name, value in given.items()}))
    assert _seen(attempt) == _seen(stranger), (
        f"{cls.__name__} tells an id of another community from one that does not exist: {attempt.error} and "
        f"{stranger.error}; fetch by context_of(session).get"
    )
    return type(attempt.error).__name__ if attempt.error else "nothing"


def _ids_of(there: World, *, known_too_in: World) -> dict[str, list[UUID]]:
    with there.kit.session(SYSTEM, there.community.slug) as session:
        there.remember_ids(session.do(AddMember(f"foreigner-{uuid4().hex}")))
    return {
        name: [id for id in ids if id not in known_too_in.known_ids.get(name, ())]
        for name, ids in there.known_ids.items()
    }


def _random(value: Any) -> Any:
    return uuid4() if isinstance(value, UUID) else tuple(uuid4() for _ in value)


def _seen(attempt: Attempt) -> tuple[type, str, str] | None:
    return (type(attempt.error), attempt.error.code, attempt.error.message) if attempt.error else None


def _check_result(attempt: Attempt, foreign: Mapping[str, list[UUID]]) -> None:
    everything = {id for ids in foreign.values() for id in ids}
    told = [id for _, id in ids_in(attempt.result) if id in everything]
    told += [id for _, id in ids_in(getattr(attempt.result, "items", ())) if id in everything]
    assert not told, (
        f"{attempt.message} shows things of another community; put community_id into its SQL: {told}"
    )
