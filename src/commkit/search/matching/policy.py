"""Where a text has the terms of a search: just where the index has them, in a time that grows with the text only."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from commkit.runtime.values.words import MAX_WORD, Patterns, Segment, normalize_with_positions, patterns
from commkit.search.policy import Term


class SearchedText:
    """A text, normalized.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._normalized, self._positions = normalize_with_positions(text)
        self._known = patterns(self._normalized.isascii())

    def find(self, term: Term) -> Iterator[tuple[int, int]]:
        """The starts and ends of a term in the text, in order."""
        for start, end in self._phrases(term) if len(term.segments) > 1 else self._singles(term):
            # It ends behind the accents that the normalized text has not.
            yield self._positions[start], max(self._positions[end - 1] + 1, self._positions[end])

    def _singles(self, term: Term) -> Iterator[tuple[int, int]]:
        """Where one word is, or one run; an expression of several would try them all at each of many beginnings."""
        for match in _pattern(term, self._normalized.isascii()).finditer(self._normalized):
            yield match.span()

    @cached_property
    def _parts(self) -> list[str]:
        """The segments of the text, and what is between them: every second one is a segment."""
        return self._known.splitter.split(self._normalized)

    @cached_property
    def _line(self) -> str:
        """The segments as the index has them, with a space between them, and around all."""
        segments = self._parts[1::2]
        if max(map(len, segments), default=0) > MAX_WORD:
            segments = [each if self._is_run(each) else each[:MAX_WORD] for each in segments]
        return f" {' '.join(segments)} "

    def _is_run(self, segment: str) -> bool:
        return _is_in(self._known.unspaced, segment[0])

    def _phrases(self, term: Term) -> Iterator[tuple[int, int]]:
        """Where the segments of a term are side by side."""
        if not all(segment.text[:MAX_WORD] in self._normalized for segment in term.segments):
            return
        first, last = term.segments[0], term.segments[-1]
        before = "" if first.units else " "
        wanted = before + " ".join(map(_indexed, term.segments))
        after = "" if term.is_open or last.units else " "
        index = at = seen = (
            0  # the segment that a match begins in, where it is in the text, what is counted of the line
        )
        place = self._line.find(wanted + after)
        while place >= 0:
            start, end = place + len(before), place + len(wanted)
            if self._is_whole(start, end, first, last, is_open=term.is_open):
                behind = index + self._line.count(" ", max(seen, 1), start)
                at += sum(map(len, self._parts[2 * index + (seen > 0) : 2 * behind + 1]))
                index, seen = behind, start
                yield self._span(start, end, term, index, at)
                place = end - 1
            place = self._line.find(wanted + after, place + 1)

    def _is_whole(self, start: int, end: int, first: Segment, last: Segment, *, is_open: bool) -> bool:
        """Whether runs begin and end with whole characters: a sign belongs to the character in front of it."""
        if first.units and self._line[start - 1] != " " and self._is_sign(start):
            return False
        return not last.units or is_open or not self._is_sign(end)

    def _is_sign(self, place: int) -> bool:
        return _is_in(self._known.signs, self._line[place])

    def _span(self, start: int, end: int, term: Term, index: int, at: int) -> tuple[int, int]:
        """A part of the line as a part of the normalized text: to the end of its last word.

        Args:
            start: Where it starts in the line.
            end: Where it ends there.
            term: The term that it is.
            index: Which segment it begins in.
            at: Where that one begins in the text.
        """
        last = index + len(term.segments) - 1
        ahead = at + sum(map(len, self._parts[2 * index + 1 : 2 * last + 1]))
        inside = start - self._line.rfind(" ", 0, start) - 1
        if not term.segments[-1].units:
            return at + inside, ahead + len(self._parts[2 * last + 1])
        while term.is_open and self._is_sign(end):
            end += 1
        return at + inside, ahead + end - self._line.rfind(" ", 0, end) - 1


def _indexed(segment: Segment) -> str:
    return segment.text if segment.units else segment.text[:MAX_WORD]


@lru_cache(maxsize=1_024)
def _is_in(characters: str, character: str) -> bool:
    """Whether a character is in a class, of which the inside is given."""
    return bool(characters) and re.match(f"[{characters}]", character) is not None


@lru_cache(maxsize=256)
def _pattern(term: Term, is_ascii: bool) -> re.Pattern[str]:
    """The pattern that finds a term of one segment in a normalized text."""
    (segment,) = term.segments
    known = patterns(is_ascii)
    find = _run_pattern if segment.units else _word_pattern
    return re.compile(find(segment, known, is_open=term.is_open))


def _run_pattern(segment: Segment, known: Patterns, *, is_open: bool) -> str:
    if not known.signs:
        return re.escape(segment.text)
    # A sign at its beginning belongs to the character ahead of it, if there is one.
    ahead = f"(?<![{known.unspaced}])" if _is_in(known.signs, segment.text[0]) else ""
    # The index finds a character with a vowel sign by the character alone where a word may go on.
    behind = f"[{known.signs}]*" if is_open else f"(?![{known.signs}])"
    return ahead + re.escape(segment.text) + behind


def _word_pattern(segment: Segment, known: Patterns, *, is_open: bool) -> str:
    pattern = f"(?<!{known.spaced}){re.escape(segment.text[:MAX_WORD])}"
    if segment.text[-1] in "+#" and len(segment.text) <= MAX_WORD:
        return pattern
    return pattern + (
        f"{known.spaced}*{known.ending}"
        if is_open or len(segment.text) >= MAX_WORD
        else f"(?!{known.spaced}|{known.ending_there})"
    )
