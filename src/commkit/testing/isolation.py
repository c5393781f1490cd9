"""Isolation: ids of one community mean nothing in another one; nothing opens, and nothing reveals that they exist."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from attrs import evolve, frozen
from hypothesis import strategies as st

from commkit.members import AddMember
from commkit.runtime.model.errors import CommkitError, Denied, Invalid, NotFound
from commkit.runtime.model.messages import Message
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.runtime.storage.tables import audit
from commkit.testing.fields import id_fields, ids_in
from commkit.testing.histories import Attempt, World
from commkit.testing.snapshots import differences, snapshot


@frozen
class IsolationResult:
    """What a message with ids of another community came to.

    Attributes:
        message: What was sent; None where it needs no id.
        error: Why it was refused; None where nothing was found, or nothing was to be done.
    """

    message: Message[Any] | None
    error: CommkitError | None = None

    @property
    def conclusive(self) -> bool:
        """Whether it got as far as to look for the ids, and did not find them."""
        return self.message is not None and (self.error is None or isinstance(self.error, NotFound))

    @property
    def reason(self) -> str:
        """Why it got no further: the refusal, with the fields that are wrong."""
        if self.message is None:
            return "it had no id"
        if isinstance(self.error, Invalid):
            fields = (error.path.partition(".")[0] for error in self.error.errors)
            values = {name: getattr(self.message, name, None) for name in fields}
            return f"{self.error.message} (with {', '.join(f'{n}={v!r}' for n, v in values.items())})"
        return f"{type(self.error).__name__} {self.error.code}" if self.error else "nothing"


def check_isolation(here: World, there: World, cls: type[Message[Any]], draw: Any) -> IsolationResult:
    """Send a message with ids of `there` to `here`, as the host and as the owner.

    Raises:
        AssertionError: Something was found, changed or shown.
    """
    foreign = _ids_of(there, known_too_in=here)
    message = draw(evolve(here, known_ids=foreign).messages(cls, only_known=True))
    given = {
        name: value
        for name in id_fields(cls)
        if isinstance(value := getattr(message, name), UUID | tuple) and value
    }
    if not given:
        return IsolationResult(None)
    actors: list[Actor] = draw(st.permutations((SYSTEM, "owner")))
    before = snapshot(here.kit)
    actor, attempt = actors[0], here.send(actors[0], message)
    if isinstance(attempt.error, Denied):  # then the other one may
        actor, attempt = actors[1], here.send(actors[1], message)
    # A command that finds nothing to do may succeed, and is in the audit then.
    changed = [
        line for line in differences(before, snapshot(here.kit)) if not line.startswith(f"{audit.name}:")
    ]
    assert not changed, (
        f"{message} with ids of another community changed rows; load by context.get(...): {changed}"
    )
    if attempt.error is None:
        _check_result(attempt, foreign)
    stranger = here.send(actor, evolve(message, **{name: _random(value) for name, value in given.items()}))
    assert _seen(attempt) == _seen(stranger), (
        f"{cls.__name__} reveals which ids of another community exist: {attempt.error} for one of them, and "
        f"{stranger.error} for one that does not; load by context.get(...)"
    )
    return IsolationResult(message, attempt.error)


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
    shown = [id for _, id in ids_in(attempt.result) if id in everything]
    shown += [id for _, id in ids_in(getattr(attempt.result, "items", ())) if id in everything]
    assert not shown, (
        f"{attempt.message} shows records of another community; put community_id into its SQL: {shown}"
    )
