"""Phrases among the words of a text, found in one pass however many phrases there are.

Source: A. V. Aho and M. J. Corasick, Efficient string matching, Communications of the ACM 18 (1975); over words in
place of characters.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from commkit.runtime.values.folding import fold
from commkit.runtime.values.words import Segment, first_unit, is_open_phrase, phrase_words, segments


@frozen
class Phrase:
    """Words that stand side by side.

    Attributes:
        text: What it is called.
        words: The words as they are compared.
        is_open: Whether the last one is a single character of a script without spaces, which is found in pairs.
    """

    text: str
    words: tuple[str, ...]
    is_open: bool


def phrase_of(found: Sequence[Segment], called: str = "") -> Phrase | None:
    """The phrase of some words and runs; None where there are none.

    Args:
        found: The words and the runs, as they are compared.
        called: What it is called; they themselves, where that is left out.
    """
    if not found:
        return None
    text = called or " ".join(segment.text for segment in found)
    return Phrase(text, phrase_words(found), is_open_phrase(found))


def folded_segments(text: str) -> Iterator[Segment]:
    """The words and the runs of a text as it is folded, for rules about what somebody wrote."""
    return segments(fold(text).replace("_", " "))


class PhraseFinder:
    """Finds phrases: of those that end at one place the longest.

    Args:
        phrases: The phrases.
    """

    __slots__ = ("_ended", "_has_open", "_next", "_open", "_retreat")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._retreat = [0]
        """For each state that of the longest other end of its words which begins a phrase."""
        self._ended: list[Phrase | None] = [None]
        self._open: list[dict[str, Phrase]] = [{}]
        """For each state the phrases that one more character would end."""
        for phrase in phrases:
            self._add(phrase)
        self._link()
        self._has_open = any(self._open)

    def find(self, words: Sequence[str]) -> Iterator[tuple[Phrase, int, int]]:
        """The phrases among words, each with its first and its last one."""
        state = 0
        for place, word in enumerate(words):
            if self._has_open:
                phrase = self._open[state].get(first_unit(word))
                if phrase is not None:
                    yield phrase, place + 1 - len(phrase.words), place
            while state and word not in self._next[state]:
                state = self._retreat[state]
            state = self._next[state].get(word, 0)
            phrase = self._ended[state]
            if phrase is not None:
                yield phrase, place + 1 - len(phrase.words), place

    def _add(self, phrase: Phrase) -> None:
        state = 0
        for word in phrase.words[:-1] if phrase.is_open else phrase.words:
            state = self._next[state].get(word) or self._new_state(state, word)
        if phrase.is_open:
            self._open[state].setdefault(phrase.words[-1], phrase)
        elif self._ended[state] is None:
            self._ended[state] = phrase

    def _new_state(self, before: int, word: str) -> int:
        state = self._next[before][word] = len(self._next)
        self._next.append({})
        self._retreat.append(0)
        self._ended.append(None)
        self._open.append({})
        return state

    def _link(self) -> None:
        """Find where each state goes when no word fits, from the shortest on; what ends there, ends here as well."""
        waiting = deque(self._next[0].values())
        while waiting:
            state = waiting.popleft()
            retreat = self._retreat[state]
            self._ended[state] = self._ended[state] or self._ended[retreat]
            self._open[state] = self._open[retreat] | self._open[state]
            for word, following in self._next[state].items():
                back = retreat
                while back and word not in self._next[back]:
                    back = self._retreat[back]
                self._retreat[following] = self._next[back].get(word, 0)
                waiting.append(following)
