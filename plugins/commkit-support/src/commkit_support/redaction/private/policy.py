"""What is private in a text with code in it: where it is, and the text without it.

In code only what is surely private is found: addresses as they are written, numbers of cards and accounts, keys of
known forms, named secrets whose value is quoted or looks like one, and a phone number that is alone in its piece of
code. In prose also phone numbers, addresses that are spelled with a sign, and secrets as people tell them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from commkit.redaction import EMAIL, find_addresses, fold_text
from commkit_support.redaction.code.policy import Span
from commkit_support.redaction.numbers.policy import find_numbers, find_phones
from commkit_support.redaction.policy import NUMBER, SECRET
from commkit_support.redaction.secrets.policy import find_secrets

_MOST_PASSES = 5


@frozen
class Found:
    """One private part of a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        by: What stands in its place.
    """

    start: int
    end: int
    by: str


def find_private(text: str, code: Sequence[Span] = ()) -> tuple[Found, ...]:
    """The private parts of a text, in order; none overlaps another.

    Args:
        text: The text.
        code: Where code is in it, in order.
    """
    folded = fold_text(text)
    starts = folded.starts
    pieces = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in code]
    begins = [start for start, _ in pieces]
    found = [each for told, each in _in_prose(folded.text) if not _is_within(told, each.end, pieces, begins)]
    for start, end in pieces:
        found += (
            Found(each.start + start, each.end + start, each.by) for each in _in_code(folded.text[start:end])
        )
    return tuple(
        Found(folded.start(each.start), folded.end(each.end), each.by) for each in _without_overlaps(found)
    )


def mask(text: str, code_of: Callable[[str], Sequence[Span]] = lambda _: ()) -> str:
    """The text without its private parts; all else stays as it is, and a second masking changes nothing.

    Args:
        text: The text.
        code_of: Finds where code is in it.
    """
    for _ in range(_MOST_PASSES):  # what is taken away may show what was hidden by it
        found = find_private(text, code_of(text))
        if not found:
            break
        text = replace_found(text, found)
    return text


def replace_found(text: str, found: Iterable[Found]) -> str:
    """The text with something else in the place of its private parts."""
    parts: list[str] = []
    end = 0
    for each in found:
        parts += (text[end : each.start], each.by)
        end = each.end
    return "".join((*parts, text[end:]))


def _in_prose(folded: str) -> Iterable[tuple[int, Found]]:
    """The private parts, each with where that begins what tells of it."""
    yield from ((start, Found(start, end, EMAIL)) for start, end in find_addresses(folded))
    yield from ((start, Found(start, end, NUMBER)) for start, end in find_numbers(folded))
    yield from ((start, Found(start, end, NUMBER)) for start, end in find_phones(folded))
    yield from ((told, Found(start, end, SECRET)) for told, start, end in find_secrets(folded))


def _in_code(folded: str) -> Iterable[Found]:
    yield from (Found(start, end, EMAIL) for start, end in find_addresses(folded, spelled=False))
    yield from (Found(start, end, NUMBER) for start, end in find_numbers(folded))
    yield from (Found(start, end, SECRET) for _, start, end in find_secrets(folded, code=True))
    if len(folded) < 64:
        alone = len(folded.strip(" `()\n"))
        yield from (
            Found(start, end, NUMBER) for start, end in find_phones(folded) if end - start >= alone - 1
        )


def _is_within(start: int, end: int, pieces: Sequence[Span], begins: Sequence[int]) -> bool:
    place = bisect_right(begins, start) - 1
    return place >= 0 and end <= pieces[place][1]


def _without_overlaps(found: Iterable[Found]) -> Iterable[Found]:
    last: Found | None = None
    for each in sorted(found, key=lambda each: (each.start, each.by != SECRET, -each.end)):
        if last is None or each.start >= last.end:
            if last is not None:
                yield last
            last = each
        elif each.end > last.end and (
            each.start > last.start or last.by != SECRET
        ):  # user:secret@host is no address
            last = Found(last.start, each.end, last.by)
    if last is not None:
        yield last
