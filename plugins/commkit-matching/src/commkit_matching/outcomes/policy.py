"""How outcomes are counted."""

from collections import Counter
from collections.abc import Hashable, Iterable

from commkit.statistics import share_of
from commkit_matching.numbers.policy import in_batches
from commkit_matching.outcomes.records import OutcomeNumbers


def values_of(best: int) -> range:
    """The values that feedback may give: 1 to 5, or 0 and 1."""
    return range(2) if best == 1 else range(1, best + 1)


def outcome_numbers(kind: str, rows: Iterable[tuple[Hashable, int]], best: int) -> OutcomeNumbers:
    """What came of the matches of a kind, in batches of five people.

    Args:
        kind: The name of the kind.
        rows: Of each outcome who gave it, and its value, in the order of time.
        best: The best value.
    """
    values = in_batches(rows)
    counts = Counter(values)
    good = sum(value >= min(best, 4) for value in values)
    return OutcomeNumbers(
        kind=kind,
        n=len(values),
        distribution=tuple(counts[value] for value in values_of(best)) if values else (),
        mean=sum(values) / len(values) if values else None,
        good=share_of(good, len(values)),
    )
