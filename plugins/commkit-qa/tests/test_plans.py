"""How the databases run what the worker and members ask about releases, in a community of thousands of answers."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from commkit import SYSTEM
from commkit.members import membership
from commkit.posts import post
from commkit.storage import LAST_ID, Statement
from commkit.testing.contexts import context_of
from commkit_qa.releases import statements as release_sql
from commkit_qa.tables import applicability, recheck, release
from tests.plans import analyse, explain

ANSWERS = 3_000
SORTED = ("USE TEMP B-TREE", "Sort")
"""How the two databases say that rows are sorted."""


@pytest.fixture
def crowd(town: Any) -> Any:
    """A town with thousands of answers that state versions, each with a request; one member has a tenth of them."""
    first = town.answer(town.question().id)
    with town.kit.database.engine.begin() as connection:
        its = connection.execute(select(post).where(post.c.id == first.id)).mappings().one()
        here, at = its["community_id"], town.clock.now
        ids = [uuid4() for _ in range(ANSWERS)]
        connection.execute(
            insert(post),
            [
                {**its, "id": id, "number": number, "path": its["path"] + number.to_bytes(4, "big")}
                for number, id in enumerate(ids, start=2)
            ],
        )
        stated = {
            "community_id": here,
            "since": "1.0",
            "until": None,
            "stated_by": its["author"],
            "stated_at": at,
        }
        products = ["product", *(f"product {number}" for number in range(9))]
        connection.execute(
            insert(applicability),
            [
                {**stated, "post": id, "product": products[number % len(products)]}
                for number, id in enumerate(ids)
            ],
        )
        made = {"community_id": here, "id": uuid4(), "product": "product", "version": "1", "notes": ""}
        connection.execute(
            insert(release),
            [{**made, "version_key": "1", "released_at": at, "announced_at": at, "ahead": True}],
        )
        asked = {"community_id": here, "release": made["id"], "asked_at": at, "answered_at": None}
        asked["expires_at"] = at + timedelta(days=30)
        somebody = (
            connection.execute(select(membership).where(membership.c.id == its["author"])).mappings().one()
        )
        others = [uuid4() for _ in range(ANSWERS // 10)]
        connection.execute(insert(membership), [{**somebody, "id": id, "key": str(id)} for id in others])
        asks = [
            {**asked, "post": id, "member": its["author"] if number % 10 == 0 else others[number // 10]}
            for number, id in enumerate(ids)
        ]
        connection.execute(insert(recheck), asks)
    analyse(town.kit)
    town.first, town.release = first, made["id"]
    return town


def plan_of(town: Any, statement: Statement[Any], **values: Any) -> str:
    with town.kit.session(SYSTEM, "study", read_only=True) as session:
        context = context_of(session)
        known = {"community_id": context.community_id, **values}
        prepared = context._prepared(statement)
        context.add_reader(known, prepared.permissions)
        return explain(town.kit, prepared, known)


def test_the_worker_walks_an_index_batch_by_batch(crowd: Any) -> None:
    plan = plan_of(crowd, release_sql.CLAIMS, product="product", before=LAST_ID, size=100)
    assert "ix_commkit_qa_applicability_product" in plan, plan
    assert not any(word in plan for word in SORTED), plan


def test_what_a_member_is_asked_is_found_by_the_member(crowd: Any) -> None:
    plan = plan_of(
        crowd,
        release_sql.OPEN,
        me=crowd.first.author,
        now=crowd.clock.now,
        after_release=crowd.release,
        after=crowd.first.id,
        size=21,
    )
    assert "ix_commkit_qa_recheck_open" in plan, plan
    assert not any(word in plan for word in SORTED), plan
