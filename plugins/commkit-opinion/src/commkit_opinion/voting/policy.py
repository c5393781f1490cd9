"""Which statement comes next, and which totals are shown; no database."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import log
from uuid import UUID

from commkit import Conflict
from commkit.statistics import share_of
from commkit_opinion.proposing.records import OpinionStatement, StatementId
from commkit_opinion.voting.records import OpinionChoice, StatementTotals, Tally

_STEPS = 2**53


def next_statement(votes: Iterable[tuple[StatementId, int]], *, seed: bytes) -> StatementId | None:
    """Draw a statement: the weight of each is 1 / (1 + its votes) ** 2, so that late ones catch up soon.

    It is weighted sampling by keys (Efraimidis and Spirakis, 2006): each statement has a number between 0 and 1 that
    comes from the seed and its id, and the one with the highest `log(number) * (1 + votes) ** 2` is drawn. So the order
    is the same for a seed, whatever the order of the rows is.

    Args:
        votes: The statements and how many members voted on each.
        seed: What the draw depends on, such as the ids of the consultation and the member.

    Returns:
        The statement; None where there are none.
    """
    keyed = ((log(_fraction(seed, id)) * (1 + count) ** 2, id) for id, count in votes)
    best = max(keyed, default=None)
    return best[1] if best is not None else None


def _fraction(seed: bytes, id: UUID) -> float:
    """A number above 0 and below 1 that is the same for a seed and an id."""
    digest = sha256(seed + id.bytes).digest()
    return (int.from_bytes(digest[:8], "big") % (_STEPS - 1) + 1) / _STEPS


def totals_of(
    statement: OpinionStatement, tally: Tally, mine: OpinionChoice | None, *, threshold: int
) -> StatementTotals:
    """What is shown of the votes on a statement.

    Args:
        statement: The statement.
        tally: Its votes.
        mine: What the reader said.
        threshold: How many people a number must be about; 0 to show all.
    """
    voters = tally.agrees + tally.disagrees + tally.passes
    shown = voters >= threshold
    return StatementTotals(
        statement=statement,
        voters=voters if shown else None,
        agrees=tally.agrees if shown else None,
        disagrees=tally.disagrees if shown else None,
        passes=tally.passes if shown else None,
        agree_ballots=tally.agree_ballots if shown else None,
        disagree_ballots=tally.disagree_ballots if shown else None,
        pass_ballots=tally.pass_ballots if shown else None,
        agreement=share_of(tally.agrees, voters) if shown else None,
        mine=mine,
    )


_COLUMNS = {
    OpinionChoice.AGREE: ("agrees", "agree_ballots"),
    OpinionChoice.DISAGREE: ("disagrees", "disagree_ballots"),
    OpinionChoice.PASS: ("passes", "pass_ballots"),
}


def check_votable(statement: OpinionStatement) -> None:
    """Check that members are asked about a statement.

    Raises:
        Conflict: They are not.
    """
    if not statement.is_votable:
        raise Conflict("opinion.not_votable", "members do not vote on this statement; ask for the next one")


def changes_of(before: OpinionChoice | None, ballots: Sequence[OpinionChoice]) -> dict[str, int]:
    """What ballots of one member change in the numbers of a statement.

    Args:
        before: What they said before; None where they had not voted.
        ballots: The ballots in their order, of which the last counts as their vote.

    Returns:
        What is added to each number, under `add_` and its name.
    """
    changes = {f"add_{name}": 0 for pair in _COLUMNS.values() for name in pair}
    for choice in ballots:
        changes[f"add_{_COLUMNS[choice][1]}"] += 1
    if before is not None:
        changes[f"add_{_COLUMNS[before][0]}"] -= 1
    changes[f"add_{_COLUMNS[ballots[-1]][0]}"] += 1
    return changes
