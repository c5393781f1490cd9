"""How the databases run the statements that are asked often, in a community of thousands."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from commkit import SYSTEM
from commkit.members import membership
from commkit.storage import FIRST_ID, NOBODY, Statement
from commkit.testing.contexts import context_of
from commkit_reputation import Period
from commkit_reputation.leaderboards import statements as boards
from commkit_reputation.points import statements as points
from commkit_reputation.policy import EVER
from commkit_reputation.privileges import statements as privileges
from commkit_reputation.tables import evidence, score
from tests.plans import analyse, explain

MEMBERS, PIECES = 3_000, 10_000
SORTED = ("USE TEMP B-TREE", "Sort")
"""How the two databases say that rows are sorted."""


@pytest.fixture
def crowd(town: Any) -> Iterator[Any]:
    """A town where thousands have points."""
    with town.kit.database.engine.begin() as connection:
        somebody = connection.execute(select(membership).where(membership.c.key == "ada")).mappings().one()
        here, ids = somebody["community_id"], [uuid4() for _ in range(MEMBERS)]
        connection.execute(insert(membership), [{**somebody, "id": id, "key": str(id)} for id in ids])
        for start in (EVER, EVER + timedelta(days=365)):
            period = "all" if start == EVER else "year"
            row = {"community_id": here, "period": period, "start": start, "positive": 1, "negative": 0}
            rows = [{**row, "member": id, "points": number % 500} for number, id in enumerate(ids)]
            connection.execute(insert(score), rows)
        piece = {
            "community_id": here, "evidence": "answer_voted", "value": 1, "given": True, "at": town.clock(),
            "day": EVER, "counts": True, "points": 10, "quality": 1, "capped": True, "fact": FIRST_ID,
        }  # fmt: skip
        pieces = [
            {**piece, "id": uuid4(), "about": uuid4(), "member": ids[number % 40], "giver": ids[number % 700]}
            for number in range(PIECES)
        ]
        connection.execute(insert(evidence), pieces)
    analyse(town.kit)
    town.somebody = ids[0]
    return town


def plan_of(town: Any, statement: Statement[Any], **values: Any) -> str:
    with town.kit.session(SYSTEM, "study", read_only=True) as session:
        context = context_of(session)
        known = {"community_id": context.community_id, "member": town.somebody, "size": 21, **values}
        prepared = context._prepared(statement)
        context.add_reader(known, prepared.permissions)
        return explain(town.kit, prepared, known)


BOARD = {
    "period": Period.ALL.value,
    "start": EVER,
    "me": NOBODY,
    "reads_members": True,
    "include_staff": True,
}


@pytest.mark.parametrize("statement", [boards.BELOW, boards.ABOVE], ids=["below", "above"])
def test_a_leaderboard_is_one_range_of_its_index_in_order(crowd: Any, statement: Statement[Any]) -> None:
    plan = plan_of(crowd, statement, points=250, **BOARD)
    assert "ix_commkit_reputation_score_board" in plan, plan
    assert not any(word in plan for word in SORTED), plan


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (points.TOTAL, "score"),
        (privileges.HELD, "privilege"),
        (points.ENTRY, "uq_commkit_reputation_evidence_of"),
        (points.IDS_BY_GIVER, "ix_commkit_reputation_evidence_giver"),
        (points.IDS_OF_MEMBER, "ix_commkit_reputation_evidence_member"),
        (points.ITEMS, "ix_commkit_reputation_evidence_member"),
    ],
    ids=["total", "held", "entry", "by giver", "of member", "items"],
)
def test_what_is_about_one_member_is_found_by_an_index(
    crowd: Any, statement: Statement[Any], index: str
) -> None:
    values = {"about": uuid4(), "evidence": "answer_voted", "giver": uuid4(), "after": FIRST_ID}
    plan = plan_of(crowd, statement, **values)
    assert index in plan, plan
    assert "SCAN commkit_reputation" not in plan, plan
    assert "Seq Scan on commkit_reputation_evidence" not in plan, plan
