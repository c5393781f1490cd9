"""Counters and counts: every stored number, computed again from its rows.

No reader notices a counter that drifted; so tests recount after whatever they did::

    with kit.session(SYSTEM, "town") as session:
        assert recount(session) == ()

A plugin with counters of its own gives a `CounterCheck` for each; `row_count_check` makes the usual one::

    row_count_check(idea.c.vote_count, vote, vote.c.idea == idea.c.id)
"""

from collections.abc import Iterable
from typing import Any

from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.statements import Statement, statement
from commkit.testing.contexts import context_of
from commkit.testing.core_counters import CORE_COUNTERS, wrong_tags
from commkit.testing.counter_checks import CounterCheck, CounterMismatch, row_count_check

__all__ = ["CORE_COUNTERS", "CounterCheck", "CounterMismatch", "recount", "row_count_check"]


def recount(session: Session, more: Iterable[CounterCheck] = ()) -> tuple[CounterMismatch, ...]:
    """Compute every counter of the session's community anew.

    Args:
        session: In a community.
        more: Counters of plugins.

    Returns:
        Those that are wrong; empty where all is well.
    """
    context = context_of(session)
    wrong: list[CounterMismatch] = []
    for counter in (*CORE_COUNTERS, *more):
        for whose, stored, found in context.rows(_select_of(counter, context.community_type)):
            if stored != found and not (counter.at_least and (stored or 0) >= (found or 0)):
                wrong.append(CounterMismatch(counter.name, whose, stored, found))
    wrong += wrong_tags(context)
    return tuple(wrong)


_selects: dict[tuple[CounterCheck, int], tuple[CommunityType, Statement[Any]]] = {}


def _select_of(counter: CounterCheck, made: CommunityType) -> Statement[Any]:
    """The statement of a counter, compiled once for a type; the type is kept, so that no other one gets its id."""
    key = (counter, id(made))
    if key not in _selects:
        _selects[key] = (made, statement(lambda: counter.select(made)))
    return _selects[key][1]
