"""What the name of a series at its source says about its place in the tournament; no database."""

import re

from attrs import frozen

from commkit_tournaments.recorded.records import RecordedStage

_GROUPS = ("pool", "group")
_BRACKET = "bracket"
_TIE = "tie"


@frozen
class SeriesPlace:
    """Where a series belongs.

    Attributes:
        stage: What part of the tournament.
        part: Which group or bracket; empty where the name says none.
        round: The round of a bracket, from 1; 0 where the name says none.
        number: The number in there; 0 where the name says none.
    """

    stage: RecordedStage
    part: str
    round: int
    number: int


def place_of(name: str) -> SeriesPlace:
    """Where a series belongs, by its name, such as `champs-pool-B-2` or `champs-bracket-losers-1-0`.

    Words between `-`, `_`, `/` or blanks: `pool` or `group` is followed by the group, and maybe by `tie`; `bracket` by
    the name of the bracket; numbers at the end are the round and the number, or the number alone. A name without such
    a word is that of another series.

    Args:
        name: The name at the source.
    """
    words = [word for word in re.split(r"[-_/\s]+", name.strip()) if word]
    lower = [word.lower() for word in words]
    for at, word in enumerate(lower):
        if word == _BRACKET:
            rest, numbers = _split(words[at + 1 :])
            round = numbers[-2] if len(numbers) > 1 else 0
            return SeriesPlace(RecordedStage.BRACKET, "-".join(rest).lower(), round, _last(numbers))
        if word in _GROUPS and at + 1 < len(words):
            rest, numbers = _split(words[at + 2 :])
            tie = any(each.lower().startswith(_TIE) for each in rest)
            stage = RecordedStage.TIE_BREAK if tie else RecordedStage.GROUP
            return SeriesPlace(stage, words[at + 1], 0, _last(numbers))
    rest, numbers = _split(words)
    return SeriesPlace(RecordedStage.OTHER, "-".join(rest), 0, _last(numbers))


def _split(words: list[str]) -> tuple[list[str], list[int]]:
    """The words, and the numbers behind the last of them."""
    end = len(words)
    while end and words[end - 1].isascii() and words[end - 1].isdigit() and len(words[end - 1]) < 10:
        end -= 1
    return words[:end], [int(word) for word in words[end:]]


def _last(numbers: list[int]) -> int:
    return numbers[-1] if numbers else 0
