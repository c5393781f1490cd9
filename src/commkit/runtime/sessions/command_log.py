"""Command log: what is written with each command in its transaction: outbox, audit and idempotency rows."""

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from commkit.runtime.composing.dispatch import Route
from commkit.runtime.model.errors import Conflict, FieldError, Invalid, NotFound
from commkit.runtime.model.messages import Fact
from commkit.runtime.sessions.composition import System
from commkit.runtime.storage.statements import insert_if_absent, statement
from commkit.runtime.storage.tables import idempotency, outbox
from commkit.runtime.values.serialization import dump, to_json
from commkit.runtime.values.texts import Text

if TYPE_CHECKING:  # it stands above what it calls
    from commkit.runtime.sessions.context import Context

_KEY = Text(max=255, multiline=False)
_ADD_FACT = statement(
    lambda: insert(outbox).values(
        {name: bindparam(name) for name in ("community_id", "id", "type", "fact", "body", "at")}
    )
)
_CLAIM_KEY = statement(
    lambda: insert_if_absent(idempotency).values(
        {c.name: bindparam(c.name) for c in idempotency.c if c.name not in ("result", "result_community")}
    )
)
_MINE = (
    (idempotency.c.community_id == bindparam("community_id"))
    & (idempotency.c.actor == bindparam("actor"))
    & (idempotency.c.key == bindparam("key"))
    & (idempotency.c.position == bindparam("position"))
)
_EARLIER = statement(
    lambda: select(idempotency.c.fingerprint, idempotency.c.result, idempotency.c.result_community).where(
        _MINE
    )
)
_KEEP_RESULT = statement(
    lambda: (
        update(idempotency)
        .values(result=bindparam("new_result"), result_community=bindparam("new_result_community"))
        .where(_MINE)
    )
)


class CommandLog:
    """The rows that go with the commands of one session.

    Attributes:
        key: The session's idempotency key; its commands are numbered.
    """

    def __init__(self, key: str | None) -> None:
        self.key = _checked(key) if key is not None else None
        self._pending: list[tuple[Fact, str]] = []
        self._claimed: dict[str, Any] | None = None
        self._position = 0

    def add(self, fact: Fact, type_name: str) -> None:
        """Keep a fact, from a community of some type, until its command is through."""
        self._pending.append((fact, type_name))

    def mark(self) -> tuple[tuple[Fact, str], ...]:
        """The facts that wait; give them to `rewind`."""
        return tuple(self._pending)

    def rewind(self, mark: tuple[tuple[Fact, str], ...], *, outermost: bool) -> None:
        """Forget the facts of a command that failed, and the key where no command around it goes on."""
        # Facts that waited before it wait again: a command within it may have written them, and that was undone.
        self._pending = list(mark)
        if outermost:
            self._claimed = None

    def claim(self, context: "Context", route: Route, command: Any) -> tuple[bool, Any]:
        """Take the idempotency key for a command, or find what it did before.

        Returns:
            Whether the command was carried out before, and then its result, fetched anew for this actor.

        Raises:
            Conflict: The key was used for another command, or the earlier result cannot be shown again.
        """
        self._claimed = {
            "actor": "system:" if isinstance(context.actor, System) else f"user:{context.actor or ''}",
            "key": self.key,
            "position": self._position,
        }
        self._position += 1
        fingerprint = hashlib.sha256(to_json([route.name, dump(command)]).encode()).hexdigest()
        if context.run(_CLAIM_KEY, **self._claimed, fingerprint=fingerprint, at=context.now):
            return False, None
        ((earlier, result, community),) = context.rows(_EARLIER, **self._claimed)
        self._claimed = None
        if earlier != fingerprint:
            raise Conflict(
                "runtime.key_reused",
                "this idempotency key was used for another command; use a new key for a new command",
            )
        if community != context.community_id:
            context.enter(community)
        return True, self._result_again(context, route, result)

    def write(self, context: "Context", route: Route, result: Any, *, outermost: bool) -> None:
        """Write the rows of a command that went through."""
        result_id = getattr(result, "id", None)
        emitted, self._pending = self._pending, []
        context.facts.extend(fact for fact, _ in emitted)
        rows = [_outbox_row(fact, type_name) for fact, type_name in emitted]
        if len(rows) == 1:
            context.run(_ADD_FACT, **rows[0])
        else:
            context.run_many(_ADD_FACT, rows)
        context.add_audit_entry(route, result_id if isinstance(result_id, UUID) else None)
        if self._claimed is not None and outermost:
            claimed, self._claimed = self._claimed, None
            context.run(
                _KEEP_RESULT,
                **claimed,
                new_result=result_id if isinstance(result_id, UUID) else None,
                new_result_community=context.community_id,
                community_id=context.origin,
            )

    def _result_again(self, context: "Context", route: Route, result: UUID | None) -> Any:
        if route.result in (None, type(None)):
            return None
        if result is not None:
            # What the command did may hide it from the actor: a post taken down, a community left. What has no loader
            # is not found either.
            with suppress(NotFound):
                return context.get(route.result, result)
        raise Conflict(
            "runtime.already_done", "this was done before, and its result is shown only once", result=result
        )


def _checked(key: str) -> str:
    """The key as it was given, so that two of them never become one by cleaning."""
    faults: list[FieldError] = []
    if _KEY.check(key, "idempotency_key", faults) != key or faults:
        raise Invalid.field("idempotency_key", "bad_key", "give 1 to 255 characters on one line")
    return key


def _outbox_row(fact: Fact, type_name: str) -> dict[str, Any]:
    return {
        "community_id": fact.community,
        "id": fact.id,
        "type": type_name,
        "fact": fact.name,
        "body": to_json(dump(fact)),
        "at": fact.at,
    }
