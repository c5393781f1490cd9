"""Rates: how many commands of a class one actor may send in a while, in one community or in the lobby.

A host sets them with `Kit(url, rates={"write": "30 per minute; 500 per day"})`; without it nothing is counted and no
statement is run. A command names its class with `rate`, `write` unless it says otherwise. Commands count, whether they
are carried out or refused; queries do not, and neither do scheduled commands and what the host itself does (`SYSTEM`).
All who are not signed in are counted as one. An agent's commands of all classes count against the rate `agent`; where
the host set none, an agent may send half of what a person may. A window opens with its first command and lasts as long
as the rate says.

**Exact, and refused work counts.** A command is counted by one upsert ahead of everything else, in the transaction of
its session: the row is locked from then on, so one actor's commands in one community are counted one after the other.
Where the session fails, its transaction goes back to a savepoint right behind its first count, the later counts are
written again, and that much is committed. Two cases leave no count: what the rate itself refused, so that a flood
costs no writes, and a unit that the database gave up (`Busy`), since it is simply run again. In a transaction of the
host's (`connection=...`) the counts are the host's to keep: they go where the host rolls back.
"""

import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import text

from commkit.runtime.model.errors import Busy, FieldError, Invalid, RateLimited
from commkit.runtime.model.extras import require_extra
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.model.messages import Command, Message
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.unit import UnitOfWork

_HOLD = statement(lambda: text("SAVEPOINT commkit_counted"))
_BACK = statement(lambda: text("ROLLBACK TO SAVEPOINT commkit_counted"))

AGENT_RATE = "agent"
"""The rate that a host sets for all commands of an agent together."""

Left = list[tuple[str, int]]
"""Limits, and how many commands are left of each."""


@frozen
class Rates:
    """The rates of a Kit; made by `parse_rates`.

    Attributes:
        limits: By class of commands: the limits that hold together.
    """

    limits: Mapping[str, tuple[Any, ...]]

    def limits_of(self, rate: str, *, by_agent: bool) -> tuple[str, tuple[Any, ...]]:
        """The name under which a command is counted, and the limits that hold together.

        Args:
            rate: The class of the command.
            by_agent: Whether an agent sends it.
        """
        if not by_agent:
            return rate, self.limits.get(rate, ())
        if AGENT_RATE in self.limits:
            return AGENT_RATE, self.limits[AGENT_RATE]
        return rate, tuple(_halved(limit) for limit in self.limits.get(rate, ()))

    def counter(self, database: Database, actor: object, *, joined: bool) -> "Counter | None":
        """Who counts the commands of a session; None where its actor is the host itself.

        Args:
            database: The session's.
            actor: The session's.
            joined: Whether its transaction is the host's.
        """
        if actor is None or isinstance(actor, str):
            return Counter(self, database, actor or "", joined=joined)
        return None

    def left(
        self,
        unit: UnitOfWork,
        rate: str,
        *,
        community: CommunityId,
        actor: str,
        now: datetime,
        by_agent: bool = False,
    ) -> Left:
        """How many commands of a class somebody may still send; each limit as words, and how many are left of it.

        Args:
            unit: The transaction it is read in.
            rate: The class.
            community: The community, or the lobby.
            actor: The host's key of the user; empty for all who are not signed in.
            now: What time it is.
            by_agent: Whether they are an agent.
        """
        rate, limits = self.limits_of(rate, by_agent=by_agent)
        if not limits:
            return []
        storage = _rate_storage().RateStorage(unit, community=community, actor=actor, now=now)
        limiter = require_extra("limits.strategies", extra="limits").FixedWindowRateLimiter(storage)
        return [(str(limit), int(limiter.get_window_stats(limit, rate).remaining)) for limit in limits]


@frozen
class RateState:
    """How much of a limit is left to an actor, after a command was counted.

    Attributes:
        rate: The name under which commands are counted.
        limit: How many of them there may be in a window.
        window: Seconds from the first one to the end of the window.
        left: How many there may still be.
        resets_in: Seconds until the window ends.
    """

    rate: str
    limit: int
    window: int
    left: int
    resets_in: int


@frozen
class _Count:
    community: CommunityId
    rate: str
    limits: tuple[Any, ...]
    at: datetime


class Counter:
    """Counts the commands of one session, and keeps the counts where the session fails.

    Attributes:
        states: What is left of each limit that a command was counted under, by rate and limit.
    """

    def __init__(self, rates: Rates, database: Database, actor: str, *, joined: bool) -> None:
        self._rates = rates
        self._database = database
        self._actor = actor
        self._joined = joined
        self._counts: list[_Count] = []
        self._is_held = False
        self.states: dict[tuple[str, str], RateState] = {}

    def count(self, unit: UnitOfWork, rate: str, now: datetime, *, by_agent: bool) -> None:
        """Count a command of a class, which an agent may have sent.

        Raises:
            RateLimited: There were enough already; `retry_after` is the seconds until the window ends.
        """
        rate, limits = self._rates.limits_of(rate, by_agent=by_agent)
        if not limits:
            return
        is_first = not self._counts and unit.writes == 0
        count = _Count(unit.community_id, rate, limits, now)
        self._hit(unit, count)
        self._counts.append(count)
        if is_first and not self._joined:
            unit.run(_HOLD)
            self._is_held = True

    def keep(self, unit: UnitOfWork, error: BaseException | None) -> bool:
        """End a unit that failed with nothing kept but its counts; gives whether that was done."""
        if not self._counts or self._joined or isinstance(error, Busy):
            return False
        try:
            if self._is_held:
                unit.spoiled = False
                unit.run(_BACK)
                self._count_again(unit, self._counts[1:])
        except Exception:  # the connection is lost, or the disk is full
            return False
        if self._is_held:
            unit.commit()
        else:  # something was written ahead of the first count
            unit.rollback()
            with UnitOfWork(self._database, connection=None, read_only=False) as another:
                self._count_again(another, self._counts)
        return True

    def _count_again(self, unit: UnitOfWork, counts: Iterable[_Count]) -> None:
        for count in counts:
            with suppress(RateLimited):
                self._hit(unit, count)

    def _hit(self, unit: UnitOfWork, count: _Count) -> None:
        storage = _rate_storage().RateStorage(
            unit, community=count.community, actor=self._actor, now=count.at
        )
        limiter = require_extra("limits.strategies", extra="limits").FixedWindowRateLimiter(storage)
        before = dict(self.states)
        for number, limit in enumerate(count.limits, 1):
            is_within = limiter.hit(limit, count.rate)
            key = (count.rate, str(limit))
            self.states[key] = _state_of(count.rate, limit, storage)
            if not is_within:
                self._take_back(before, key)
                for counted in count.limits[:number]:  # the session may go on, and commit
                    storage.incr(counted.key_for(count.rate), counted.get_expiry(), amount=-1)
                wait = self.states[key].resets_in
                raise RateLimited(
                    "runtime.rate_limited",
                    f"that was too much at once ({limit}); try again in {wait} seconds",
                    retry_after=wait,
                    rate=count.rate,
                )

    def _take_back(self, before: Mapping[tuple[str, str], RateState], refused: tuple[str, str]) -> None:
        """What a limit refused leaves no count under the limits ahead of it either."""
        for key, state in self.states.items():
            if key != refused:
                self.states[key] = before.get(key, evolve(state, left=state.left + 1))


def _state_of(rate: str, limit: Any, storage: Any) -> RateState:
    """What the count that was just made says: it costs no further statement."""
    left = max(limit.amount - storage.hits, 0)
    return RateState(rate, limit.amount, limit.get_expiry(), left, math.ceil(storage.ends_in()))


def _halved(limit: Any) -> Any:
    """The same limit with half of the commands, at least one."""
    return type(limit)(max(limit.amount // 2, 1), limit.multiples)


def parse_rates(rates: Mapping[str, str], messages: Iterable[type[Message[Any]]]) -> Rates:
    """The rates that a host set.

    Args:
        rates: By class of commands: `30 per minute`, or several parted by `;`.
        messages: All messages there are.

    Raises:
        Invalid: No command is of such a class, or a rate is malformed; all faults are listed.
        PluginError: The extra `limits` is not installed.
    """
    parse = require_extra("limits", extra="limits").parse_many
    known = {message.rate for message in messages if issubclass(message, Command)} | {AGENT_RATE}
    limits, faults = {}, []
    for name, words in rates.items():
        try:
            limits[name] = tuple(parse(words))
        except ValueError:
            text = f"say how many in how long, such as `30 per minute; 500 per day`, not {words!r}"
            faults.append(FieldError(f"rates.{name}", "bad_rate", text))
        if name not in known:
            text = f"no command is of this class; those are: {', '.join(sorted(known))}"
            faults.append(FieldError(f"rates.{name}", "unknown_rate", text))
    if faults:
        raise Invalid(faults)
    return Rates(limits)


def _rate_storage() -> Any:
    # It needs the extra, so it is not loaded with this module.
    return import_module("commkit.runtime.sessions.rate_storage")
