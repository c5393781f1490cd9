"""How the CSV files of an export of Polis are read; no database.

The format: `summary.csv` (keys and values), `comments.csv` (`timestamp` in milliseconds, `comment-id`, `author-id`,
`moderated` 1, 0 or -1, `comment-body`), `votes.csv` (`timestamp`, `comment-id`, `voter-id`, `vote` 1, 0 or -1), one row
for each ballot, in no order. Other files are derived from the ballots.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

from attrs import field, frozen

from commkit import Invalid
from commkit_opinion.importing.records import ExternalBallot, ExternalStatement, ExternalVotes
from commkit_opinion.proposing.records import StatementState
from commkit_opinion.voting.records import OpinionChoice

_STATES = {"1": StatementState.ACCEPTED, "0": StatementState.PENDING, "-1": StatementState.REJECTED}
_CHOICES = {"1": OpinionChoice.AGREE, "-1": OpinionChoice.DISAGREE, "0": OpinionChoice.PASS}
_ORDER = {choice: place for place, choice in enumerate(OpinionChoice)}
_LONGEST_ID, _LONGEST_BODY, _MOST_BALLOTS = 40, 1_000, 1_000


class RowRejected(Exception):  # not an error of the import: a result of the row
    """A row that is skipped.

    Args:
        reason: The reason, by which skipped rows are counted.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@frozen
class ReadTable:
    """What was read of a file.

    Attributes:
        rows: How many rows it has.
        skipped: Rows that are skipped, by reason.
    """

    rows: int
    skipped: Counter[str] = field(factory=Counter)


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of a CSV file.

    Raises:
        Invalid: It is not UTF-8, or no CSV.
    """
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
        return [row for row in csv.reader(StringIO(text, newline=""), strict=True) if row]
    except UnicodeDecodeError:
        raise Invalid.field("file", "not_utf8", "it is not UTF-8") from None
    except csv.Error as error:
        raise Invalid.field("file", "no_csv", f"it is no CSV ({error})") from None


def records_of(data: bytes, *needed: str) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of its columns; a short row lacks the last ones.

    Raises:
        Invalid: It is not UTF-8, no CSV, or lacks a needed column.
    """
    rows = rows_of(data)
    names = rows[0] if rows else []
    missing = [name for name in needed if name not in names]
    if missing:
        raise Invalid.field("file", "no_column", f"it has no column {missing[0]!r}")
    return [dict(zip(names, row, strict=False)) for row in rows[1:]]


def read_summary(data: bytes) -> tuple[dict[str, str], int]:
    """The values of a summary by their keys, and how many rows it has."""
    rows = rows_of(data)
    return {row[0]: row[1] for row in rows if len(row) > 1}, len(rows)


def read_statements(data: bytes) -> tuple[list[ExternalStatement], ReadTable]:
    """The statements in the order of their ids, whatever the order of the rows is."""
    rows = records_of(data, "timestamp", "comment-id", "author-id", "moderated", "comment-body")
    table, found = ReadTable(len(rows)), dict[str, ExternalStatement]()
    for row in rows:
        try:
            statement = _statement(row)
        except RowRejected as rejected:
            table.skipped[rejected.reason] += 1
            continue
        if found.setdefault(statement.external_id, statement) is not statement:
            table.skipped["duplicate id"] += 1
    return sorted(found.values(), key=lambda one: _place(one.external_id)), table


def read_votes(data: bytes) -> tuple[list[ExternalVotes], ReadTable]:
    """The ballots by person and statement, each in the order of time, whatever the order of the rows is."""
    rows = records_of(data, "timestamp", "comment-id", "voter-id", "vote")
    table = ReadTable(len(rows))
    by_pair: dict[tuple[str, str], list[ExternalBallot]] = defaultdict(list)
    for row in rows:
        try:
            key = (_id(row, "voter-id"), _id(row, "comment-id"))
            choice = _CHOICES.get(row.get("vote", ""))
            if choice is None:
                raise RowRejected("vote malformed")
            if len(by_pair[key]) >= _MOST_BALLOTS:
                raise RowRejected("too many ballots of one person on one statement")
            by_pair[key].append(ExternalBallot(choice, _time(row)))
        except RowRejected as rejected:
            table.skipped[rejected.reason] += 1
    votes = [
        ExternalVotes(
            statement=statement,
            voter=voter,
            # Of two at the same moment nobody knows which came first: any rule that ignores the rows' order will do.
            ballots=tuple(sorted(ballots, key=lambda one: (one.at, _ORDER[one.choice]))),
        )
        for (voter, statement), ballots in by_pair.items()
        if ballots
    ]
    return sorted(votes, key=lambda one: (_place(one.voter), _place(one.statement))), table


def people_of(statements: list[ExternalStatement], votes: list[ExternalVotes]) -> dict[str, datetime]:
    """Everybody who wrote or voted, with the first moment that is known of them."""
    seen: dict[str, datetime] = {}
    for person, at in _moments(statements, votes):
        seen[person] = min(at, seen.get(person, at))
    return {person: seen[person] for person in sorted(seen, key=_place)}


def _moments(
    statements: list[ExternalStatement], votes: list[ExternalVotes]
) -> Iterator[tuple[str, datetime]]:
    for statement in statements:
        if statement.author is not None:
            yield statement.author, statement.at
    for vote in votes:
        yield vote.voter, vote.ballots[0].at


def _statement(row: dict[str, str]) -> ExternalStatement:
    state = _STATES.get(row.get("moderated", ""))
    if state is None:
        raise RowRejected("moderated malformed")
    body = row.get("comment-body", "").strip()
    if len(body) > _LONGEST_BODY:
        raise RowRejected("text too long")
    if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in body):
        raise RowRejected("text with control characters")
    return ExternalStatement(
        external_id=_id(row, "comment-id"),
        author=_id(row, "author-id") if row.get("author-id") else None,
        body=body.replace("\r\n", "\n").replace("\r", "\n"),
        state=state,
        at=_time(row),
    )


def _id(row: dict[str, str], name: str) -> str:
    found = row.get(name, "").strip()
    if not found or len(found) > _LONGEST_ID or not found.isprintable():
        raise RowRejected(f"{name} malformed")
    return found


def _time(row: dict[str, str]) -> datetime:
    try:
        return datetime.fromtimestamp(int(row.get("timestamp", "")) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        raise RowRejected("timestamp malformed") from None


def _place(id: str) -> tuple[int, int, str]:
    """The order of ids: numbers by their value, then everything else."""
    return (0, int(id), "") if id.isascii() and id.isdigit() else (1, 0, id)
