"""The differences between two texts."""

from difflib import SequenceMatcher
from typing import Literal

from commkit.posts.revisions.records import DiffSegment

_MAX_LINES = 1_000
"""Lines of either text that are compared one by one; beyond, what differs is one deletion and one insertion."""


def line_changes(before: str, after: str) -> tuple[DiffSegment, ...]:
    """The changes between two texts, line by line: all but `insert` make up the first, all but `delete` the second.

    Args:
        before: The one text.
        after: The other.
    """
    return _changes(before.splitlines(keepends=True), after.splitlines(keepends=True))


def word_changes(before: str, after: str) -> tuple[DiffSegment, ...]:
    """The changes between two lines, word by word; empty if they are equal.

    Args:
        before: The one line.
        after: The other.
    """
    return _changes(_words(before), _words(after)) if before != after else ()


def _words(line: str) -> list[str]:
    parts = line.split(" ")
    return [f"{part} " for part in parts[:-1]] + parts[-1:]


def _changes(before: list[str], after: list[str]) -> tuple[DiffSegment, ...]:
    """Compare two sequences.

    Equal beginnings and ends are set aside first: most edits change a few lines, and the cost of comparing is the
    product of the lengths.
    """
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
        # `autojunk`: lines that repeat very often begin no match; a text of nothing else would cost its length cubed.
        for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
            if what == "equal":
                changes.append(_change("equal", old[i:j]))
            else:
                changes += [_change("delete", old[i:j]), _change("insert", new[k:m])]
    changes.append(_change("equal", before[len(before) - tail :]))
    return tuple(change for change in changes if change.text)


def _change(what: Literal["equal", "delete", "insert"], parts: list[str]) -> DiffSegment:
    return DiffSegment(what, "".join(parts))
