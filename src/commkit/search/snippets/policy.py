"""What a search shows of a text: the part around the first match, and what matched marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from commkit.runtime.values.clusters import cluster_start
from commkit.runtime.values.words import Patterns, Segment, normalize_with_positions, patterns
from commkit.search.policy import Term, partition_terms
from commkit.search.records import TextFragment

_SNIPPET = 200


def highlight(text: str, terms: Iterable[Term]) -> tuple[TextFragment, ...]:
    """A text in fragments, those that match marked."""
    return tuple(_fragments(text, _matches(text, terms), start=0, end=len(text)))


def make_snippet(text: str, terms: tuple[Term, ...], *, size: int = _SNIPPET) -> tuple[TextFragment, ...]:
    """The part of a text around the first match, in fragments; line ends become spaces.

    Args:
        text: The text.
        terms: The terms of the search.
        size: Characters of the part, at most.
    """
    text = " ".join(text.split())
    hits = _matches(text, terms)
    first = hits[0][0] if hits else 0
    start = max(0, first - size // 4)
    if start:
        start = text.find(" ", start, first) + 1 or cluster_start(text, start)
    end = cluster_start(text, min(len(text), start + size))
    before = [TextFragment("… ")] if start else []
    behind = [TextFragment(" …")] if end < len(text) else []
    return (*before, *_fragments(text, hits, start=start, end=end), *behind)


def _fragments(text: str, hits: Iterable[tuple[int, int]], *, start: int, end: int) -> Iterator[TextFragment]:
    """A part of a text, split where matches begin and end."""
    for opens, closes in hits:
        first, last = max(opens, start), min(closes, end)
        if first < last:
            if start < first:
                yield TextFragment(text[start:first])
            yield TextFragment(text[first:last], matched=True)
            start = last
    if start < end:
        yield TextFragment(text[start:end])


def _matches(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """The starts and ends of the matches in a text, in order; overlapping and touching ones are joined."""
    wanted, _ = partition_terms(terms)
    if not wanted:
        return []
    normalized, positions = normalize_with_positions(text)
    is_ascii = normalized.isascii()
    matches = sorted(
        (positions[match.start()], _end(match.end(), positions))
        for term in wanted
        for match in _pattern(term, is_ascii).finditer(normalized)
    )
    joined: list[tuple[int, int]] = []
    for start, end in matches:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _end(end: int, positions: Sequence[int]) -> int:
    """Where a match ends in the text: behind the accents that the normalized text has not."""
    return max(positions[end - 1] + 1, positions[end])


@lru_cache(maxsize=256)
def _pattern(term: Term, is_ascii: bool) -> re.Pattern[str]:
    """The pattern that finds a term in a normalized text."""
    known = patterns(is_ascii)
    parts = [
        (_run_pattern if segment.units else _word_pattern)(
            segment, known, is_open=term.is_open and segment is term.segments[-1]
        )
        for segment in term.segments
    ]
    return re.compile(rf"[^{known.letters}]*".join(parts))


def _run_pattern(segment: Segment, known: Patterns, *, is_open: bool) -> str:
    if not known.signs:
        return re.escape(segment.text)
    starts_with_sign = re.match(f"[{known.signs}]", segment.text) is not None
    ahead = (
        f"(?<![{known.unspaced}])" if starts_with_sign else ""
    )  # else it belongs to the character ahead of it
    # The index finds a character with a vowel sign by the character alone where a word may go on.
    behind = f"[{known.signs}]*" if is_open else f"(?![{known.signs}])"
    return ahead + re.escape(segment.text) + behind


def _word_pattern(segment: Segment, known: Patterns, *, is_open: bool) -> str:
    pattern = f"(?<!{known.spaced}){re.escape(segment.text)}"
    if segment.text[-1] in "+#":
        return pattern
    return pattern + (
        f"{known.spaced}*{known.ending}" if is_open else f"(?!{known.spaced}|{known.ending_there})"
    )
