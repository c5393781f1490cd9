"""What changed between two versions of a post."""

from difflib import SequenceMatcher
from typing import Literal

from attrs import field, frozen
from sqlalchemy import bindparam, or_, select

from commkit.posts.records import PostId, Revision
from commkit.posts.tables import revision
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.statements import statement

_MAX_LINES = 1_000
"""Lines on either side that are compared one by one; of more, what differs is told as a whole."""


@frozen
class DiffSegment:
    """Lines that stayed, went or came.

    Attributes:
        operation: `equal`, `delete` or `insert`.
        text: The lines, as they were written.
    """

    operation: Literal["equal", "delete", "insert"]
    text: str


@frozen
class RevisionDiff:
    """What changed between two versions of a post.

    Attributes:
        post: Which.
        before: The one version.
        after: The other one.
        title: What changed in the title, word by word; empty where nothing did.
        body: The text, line by line: what is not `insert` makes up the one version, what is not `delete` the other one.
        removed_tags: Tags that went.
        added_tags: Tags that came.
    """

    post: PostId
    before: int
    after: int
    title: tuple[DiffSegment, ...]
    body: tuple[DiffSegment, ...]
    removed_tags: tuple[str, ...]
    added_tags: tuple[str, ...]


@frozen
class CompareRevisions(Query[RevisionDiff]):
    """What changed between two versions of a post; `ListRevisions` tells which there are.

    Attributes:
        post: Which.
        before: The one version, 1 upwards.
        after: The other one; left out, what it says now.

    Raises:
        NotFound: There is no such post for this actor, or no such version of it.
    """

    permission = "posts.read"

    post: PostId
    before: int = 1
    after: int | None = field(default=None, kw_only=True)


VERSIONS = statement(
    select(*(revision.c[name] for name in Revision.__annotations__))
    .where(
        revision.c.community_id == bindparam("community_id"),
        revision.c.post == bindparam("post"),
        or_(revision.c.version == bindparam("before"), revision.c.version == bindparam("after")),
    )
    .order_by(revision.c.version),
    into=Revision,
)


def line_changes(before: str, after: str) -> tuple[DiffSegment, ...]:
    """What changed between two texts, line by line."""
    return _changes(before.splitlines(keepends=True), after.splitlines(keepends=True))


def word_changes(before: str, after: str) -> tuple[DiffSegment, ...]:
    """What changed between two lines, word by word; nothing where they are the same."""
    return _changes(_words(before), _words(after)) if before != after else ()


def _words(line: str) -> list[str]:
    parts = line.split(" ")
    return [f"{part} " for part in parts[:-1]] + parts[-1:]


def _changes(before: list[str], after: list[str]) -> tuple[DiffSegment, ...]:
    """Ends that are alike are set aside first: most edits touch a few lines, and comparing costs their product."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    changes = [_change("equal", before[:head])]
    if len(old) > _MAX_LINES or len(new) > _MAX_LINES:
        changes += [_change("delete", old), _change("insert", new)]
    else:
        # Lines that stand there again and again begin no match: of nothing but such lines, it would cost their cube.
        for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
            if what == "equal":
                changes.append(_change("equal", old[i:j]))
            else:
                changes += [_change("delete", old[i:j]), _change("insert", new[k:m])]
    changes.append(_change("equal", before[len(before) - tail :]))
    return tuple(change for change in changes if change.text)


def _change(what: Literal["equal", "delete", "insert"], parts: list[str]) -> DiffSegment:
    return DiffSegment(what, "".join(parts))
