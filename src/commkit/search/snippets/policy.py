"""What a search shows of a text: the part around the first match, and what matched marked."""

from collections.abc import Iterable, Iterator
from itertools import chain, takewhile

from commkit.runtime.values.clusters import cluster_start
from commkit.search.matching.policy import SearchedText
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
    hits = _matches(text, terms, size=size)
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


def _matches(text: str, terms: Iterable[Term], *, size: int | None = None) -> list[tuple[int, int]]:
    """The starts and ends of the matches in a text, in order; overlapping and touching ones are joined.

    Args:
        text: The text.
        terms: The terms of the search.
        size: Characters from the first match on in which matches are wanted; all matches where it is left out.
    """
    wanted, _ = partition_terms(terms)
    if not wanted:
        return []
    searched = SearchedText(text)
    streams = [searched.find(term) for term in wanted]
    heads = [head for head in (next(stream, None) for stream in streams) if head is not None]
    last = min(heads)[0] + size if heads and size is not None else len(text)
    matches = sorted({*heads, *chain(*(takewhile(lambda match: match[0] < last, each) for each in streams))})
    joined: list[tuple[int, int]] = []
    for start, end in matches:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
