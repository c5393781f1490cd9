"""Knocking at a community with ids of another one: nothing may open, and nothing may tell that they exist elsewhere."""

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
from commkit.testing.histories import Deed, World, ids_in, references
from commkit.testing.snapshots import differences, snapshot


def knock(here: World, there: World, cls: type[Message[Any]], draw: Any) -> str:
    """Send a message with ids of `there` to `here`, as the host and as the owner.

    Returns:
        The class of the error; `nothing` where a query found nothing, `no reference` where none was given.

    Raises:
        AssertionError: Something opened, changed, or was told.
    """
    foreign = _ids_of(there, known_too_in=here)
    message = draw(evolve(here, known=foreign).messages(cls, real=True))
    given = {
        name: value
        for name in references(cls)
        if isinstance(value := getattr(message, name), UUID | tuple) and value
    }
    if not given:
        return "no reference"
    actors: list[Actor] = draw(st.permutations((SYSTEM, "owner")))
    before = snapshot(here.kit)
    actor, deed = actors[0], here.perform(actors[0], message)
    if isinstance(deed.error, Denied):  # then the other one may
        actor, deed = actors[1], here.perform(actors[1], message)
    # A command that finds nothing to do may go through, and is in the audit then.
    changed = [
        line for line in differences(before, snapshot(here.kit)) if not line.startswith(f"{audit.name}:")
    ]
    assert not changed, (
        f"{message} with ids of another community changed rows; fetch by session.get: {changed}"
    )
    if deed.error is None:
        _nothing_told(deed, foreign)
    stranger = here.perform(actor, evolve(message, **{name: _random(value) for name, value in given.items()}))
    assert _seen(deed) == _seen(stranger), (
        f"{cls.__name__} tells an id of another community from one that does not exist: {deed.error} and "
        f"{stranger.error}; fetch by session.get"
    )
    return type(deed.error).__name__ if deed.error else "nothing"


def _ids_of(there: World, *, known_too_in: World) -> dict[str, list[UUID]]:
    with there.kit.session(SYSTEM, there.community.slug) as session:
        there.learn(session.do(AddMember(f"foreigner-{uuid4().hex}")))
    return {
        name: [id for id in ids if id not in known_too_in.known.get(name, ())]
        for name, ids in there.known.items()
    }


def _random(value: Any) -> Any:
    return uuid4() if isinstance(value, UUID) else tuple(uuid4() for _ in value)


def _seen(deed: Deed) -> tuple[type, str, str] | None:
    return (type(deed.error), deed.error.code, deed.error.message) if deed.error else None


def _nothing_told(deed: Deed, foreign: Mapping[str, list[UUID]]) -> None:
    everything = {id for ids in foreign.values() for id in ids}
    told = [id for _, id in ids_in(deed.result) if id in everything]
    told += [id for _, id in ids_in(getattr(deed.result, "items", ())) if id in everything]
    assert not told, (
        f"{deed.message} shows things of another community; put community_id into its SQL: {told}"
    )
