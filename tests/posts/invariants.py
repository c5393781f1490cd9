"""Invariants of the posts of a community, recomputed from their rows."""

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, select

from commkit import SYSTEM, Kit
from commkit.posts import post
from commkit.storage import statement
from commkit.testing.contexts import context_of

_ROWS = statement(
    select(
        post.c.id,
        post.c.thread,
        post.c.parent,
        post.c.number,
        post.c.path,
        post.c.kind,
        post.c.answer,
        post.c.activity_at,
        post.c.last_number,
        post.c.answer_count,
        post.c.locked_at,
    ).where(post.c.community_id == bindparam("community_id"))
)


def broken_invariants(kit: Kit, place: str) -> list[str]:
    """Every invariant that a post of this community breaks, one sentence each."""
    with kit.session(SYSTEM, place) as session:
        rows = {row[0]: row for row in context_of(session).rows(_ROWS)}
        kinds = {kind.name: kind for kind in context_of(session).community_type.post_kinds}
    faults: list[str] = []
    threads: dict[Any, list[Any]] = defaultdict(list)
    for row in rows.values():
        threads[row[1]].append(row)
    for thread, members in threads.items():
        opening = rows.get(thread)
        if opening is None or opening[2] is not None or opening[3:5] != (0, b""):
            faults.append(f"thread {thread} has no opening post")
            continue
        numbers = [row[3] for row in members]
        if len(set(numbers)) != len(numbers) or max(numbers) > opening[8]:
            faults.append(f"thread {thread} gave a number twice, or more than it knows")
        if opening[6] is not None and (opening[6] not in rows or rows[opening[6]][1] != thread):
            faults.append(f"the answer of {thread} is elsewhere")
        faults += [fault for row in members if row[0] != thread for fault in _faults(row, rows, kinds)]
    return faults


def _faults(row: Any, rows: dict[Any, Any], kinds: dict[str, Any]) -> list[str]:
    id, thread, parent, number, path, kind, answer, activity, last, answers, locked = row
    above = rows.get(parent)
    if above is None or above[1] != thread:
        return [f"{id} replies to what is not in its thread"]
    faults = []
    if above[3] >= number:
        faults.append(f"{id} has a lower number than what it replies to")
    if path[-4:] != number.to_bytes(4, "big") or not (path[:-4] == above[4] or path[:-4] == above[4][:-4]):
        faults.append(f"{id} is not shown below what it replies to")
    if kind not in kinds[above[5]].replies:
        faults.append(f"a {kind} replies to a {above[5]}")
    if (answer, activity, answers, locked) != (None, None, None, None) or last:
        faults.append(f"{id} still has what belongs to an opening post")
    return faults
