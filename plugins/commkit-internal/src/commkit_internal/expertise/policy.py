"""How evidence makes a score: pure computations."""

from collections.abc import Mapping, Sequence

from commkit_internal.expertise.records import Evidence, EvidenceKind


def evidence_of(counts: Sequence[int], points: Mapping[EvidenceKind, int]) -> tuple[Evidence, ...]:
    """The evidence that there is, each kind with its number.

    Args:
        counts: How much there is of each kind, in the order of `EvidenceKind`.
        points: What each kind counts; what counts nothing is left out.
    """
    return tuple(
        Evidence(kind, int(n), points[kind])
        for kind, n in zip(EvidenceKind, counts, strict=True)
        if n and points[kind]
    )


def score_of(evidence: Sequence[Evidence]) -> int | None:
    """The sum of the points; None where there is no evidence."""
    return sum(its.n * its.points for its in evidence) if evidence else None
