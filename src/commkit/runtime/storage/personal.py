"""What each column is for, whether it is about a person, and what becomes of it when that person is erased.

Every column of every table declares it as its `info`, and a Kit refuses a table with a column that does not:

    Column("title", String(300), nullable=False, info=personal("What the thread is called.", of="author"))
"""

from enum import StrEnum
from typing import Any

from attrs import frozen
from sqlalchemy import Column, Table

_INFO = "commkit.declared"


class Erasure(StrEnum):
    """What becomes of a value when the person it belongs to is erased."""

    KEEP = "keep"
    """It stays: it leads to a tombstone by then, or others need it and it reveals nothing about the person."""
    BLANK = "blank"
    """It becomes `NULL`, or the `blank` of its declaration where the column must hold something."""
    ROW = "row"
    """Its whole row goes."""


@frozen(kw_only=True)
class Declared:
    """What a column says of itself.

    Attributes:
        purpose: What it is for, one sentence.
        personal: Whether it holds something about a person.
        names: How it names a person: `member` (a member's id), `key` (the host's key), or empty.
        of: The column of the same table that names the person it is about; its own name where it names one.
        erasure: What becomes of it.
        blank: What it holds after `Erasure.BLANK`; `{member}` in it becomes the member's id.
        prefix: What stands before a host's key.
        exported: Whether an export has it; of a column that names a person: whether their export has the row.
        owns: Of a column that names a person: whether the row is theirs. Of one that they only did something to, their
            export has its key and what is `of` them.
        refers: The table of which it holds ids of rows without a foreign key; empty for none.
    """

    purpose: str
    personal: bool = False
    names: str = ""
    of: str = ""
    erasure: Erasure = Erasure.KEEP
    blank: Any = None
    prefix: str = ""
    exported: bool = True
    owns: bool = True
    refers: str = ""


def plain(purpose: str, *, refers: Table | None = None) -> dict[str, Declared]:
    """`Column.info` of what reveals nothing about a person.

    Args:
        purpose: What the column is for, one sentence.
        refers: The table of which it holds ids of rows, where it has no foreign key, as the row may be there before
            and after these. What is written about them is blanked with them all the same; see
            `commkit.privacy.forget_rows`. It has a key of a `community_id` and an id.
    """
    return {_INFO: Declared(purpose=purpose, refers="" if refers is None else refers.name)}


def secret(purpose: str) -> dict[str, Declared]:
    """`Column.info` of what must never leave the database, such as keys and hashes of tokens: no export has it.

    Args:
        purpose: What the column is for.
    """
    return {_INFO: Declared(purpose=purpose, exported=False)}


def person(
    purpose: str, *, erase: Erasure = Erasure.KEEP, exported: bool = True, owns: bool = True
) -> dict[str, Declared]:
    """`Column.info` of a member's id.

    Args:
        purpose: What the person is to the row: its author, who decided...
        erase: `KEEP` leaves the id, which leads to a tombstone then; `ROW` takes the row away with the person.
        exported: Whether their export has the row; not where it would give somebody away, such as who blocked them.
        owns: Whether the row is theirs. Say no where it is somebody else's, and they removed it, decided about it...:
            their export then has its key and what is `of` them, and not the rest, which they may not see any more.
    """
    return {
        _INFO: Declared(
            purpose=purpose, personal=True, names="member", erasure=erase, exported=exported, owns=owns
        )
    }


def host_key(
    purpose: str, *, erase: Erasure = Erasure.BLANK, blank: Any = None, prefix: str = ""
) -> dict[str, Declared]:
    """`Column.info` of the host's key of a user.

    Args:
        purpose: What the person is to the row.
        erase: What becomes of it.
        blank: What it holds after `BLANK`; `{member}` in it becomes the member's id, for columns that must be unique.
        prefix: What stands before the key in this column.
    """
    return {
        _INFO: Declared(
            purpose=purpose, personal=True, names="key", erasure=erase, blank=blank, prefix=prefix
        )
    }


def personal(
    purpose: str, *, of: str, erase: Erasure = Erasure.BLANK, blank: Any = ""
) -> dict[str, Declared]:
    """`Column.info` of what a person said, or what is said about them.

    Args:
        purpose: What the column is for.
        of: The column of the same table that names the person.
        erase: What becomes of it.
        blank: What it holds after `BLANK`.
    """
    return {_INFO: Declared(purpose=purpose, personal=True, of=of, erasure=erase, blank=blank)}


def declared(column: Column[Any]) -> Declared | None:
    """What a column says of itself; None where it says nothing."""
    found: Declared | None = column.info.get(_INFO)
    return found


def declare(about: Declared) -> dict[str, Declared]:
    """`Column.info` of a declaration that was read, from the database where a plugin left it."""
    return {_INFO: about}
