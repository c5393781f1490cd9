"""How the databases run the statements of support, in a community of thousands beside others."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import statement
from commkit_support.tables import charter_version, metadata
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ROOMS = ("assignment", "charter", "deflection", "endorsements", "experts", "handoff", "known_issues",
         "satisfaction", "saved_replies", "yielding")  # fmt: skip
"""Those of the clock and of the queues are in `queues/test_queues.py`."""
ALL = statements_of("commkit_support", ROOMS)


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, metadata, lambda town: town.question().id) as town:
        yield town


INDEXES = {
    "charter.CURRENT": ("commkit_support_charter", "commkit_support_charter_topic"),
    "charter.VERSION": ("commkit_support_charter", "commkit_support_charter_topic"),
    "charter.LATEST": ("commkit_support_charter",),
    "charter.ONE": ("commkit_support_scope_offer",),
    "charter.PENDING_OF": ("_scope_offer_pending|_scope_offer_member_state",),
    "charter.UNFILLED_OF": ("_scope_offer_member_state",),
    "charter.NUMBERS": ("_scope_offer_offered_at",),
    "deflection.LAST": ("_ledger",),
    "deflection.STANDING_OF_QUESTION": ("_ledger_question_member",),
    "deflection.STANDING_AGAINST": ("_ledger_member_final_at|_ledger_member_question_turn",),
    "deflection.LAST_REVERSED": ("_ledger_question_member",),
    "deflection.TICKETS": ("_handoff_question", "_ticket_member_opened_at"),
    "deflection.TICKET_BY_REFERENCE": ("_ticket",),
    "deflection.TOTALS": ("_ledger_at",),
    "deflection.BY_EVIDENCE": ("_ledger_at",),
}
"""What finds the rows of the statements whose conditions are on more than the key."""


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not read_whole(plan, metadata), plan
    for index in INDEXES.get(name, ()):
        assert re.search(index, plan), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_note = statement(
        lambda: select(charter_version.c.version).where(charter_version.c.note == bindparam("note"))
    )
    assert read_whole(plan_of(crowd, by_note), metadata)
