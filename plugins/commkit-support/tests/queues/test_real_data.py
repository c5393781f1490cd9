"""A real community of 612 questions: its numbers equal what its rows say when they are counted without us."""

from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Kit
from commkit.importers.stackexchange import ensure_community, import_dump
from commkit.posts import post
from commkit_support import CheckClocks, ReadSupportMetrics, Support


def first_waits(rows: list[Any]) -> list[float]:
    """Seconds from each question to the first reply of somebody else."""
    asked = {row.id: row for row in rows if row.parent is None}
    first: dict[Any, Any] = {}
    for row in rows:
        question = asked[row.thread]
        nameless = row.author is None and question.author is None
        another = row.author_name != question.author_name if nameless else row.author != question.author
        if row.parent is not None and another:
            first[row.thread] = min(first.get(row.thread, row.created_at), row.created_at)
    return [(at - asked[id].created_at).total_seconds() for id, at in first.items()]


@pytest.mark.slow
@pytest.mark.shared
def test_metrics_of_a_real_community(shared_data: Path, tmp_path: Path) -> None:
    dump = shared_data / "stackexchange" / "quantumcomputing.stackexchange.com-2018-09"
    with closing(Kit(f"sqlite:///{tmp_path / 'town.db'}", plugins=[Support()])) as kit:
        kit.migrate()
        ensure_community(kit, "qc", "support", title="Quantum computing")
        import_dump(kit, dump, community="qc")
        with kit.session(SYSTEM, "qc") as session:
            numbers = session.ask(ReadSupportMetrics())
            session.do(CheckClocks())
            assert session.facts == []  # an archive warns nobody
        with kit.database.engine.connect() as connection:
            rows = list(connection.execute(select(post)))
    waits = first_waits(rows)
    opened = [row for row in rows if row.parent is None]
    assert (numbers.questions, numbers.solved) == (612, sum(row.answer is not None for row in opened))
    assert numbers.unanswered == sum(row.answer_count == 0 and row.closed_at is None for row in opened)
    assert (numbers.replied, numbers.promised) == (len(waits), 0)
    assert numbers.median_first_reply is not None
    assert numbers.median_first_reply.total_seconds() == pytest.approx(median(waits), abs=1e-3)
