"""Which words of a question are searched for, and how like it another one is; no database."""

import re
from collections.abc import Iterable, Mapping, Sequence

from commkit.search import tokenize

MAX_WORDS = 16
"""Words that are searched for, at most: those of the title first, then tags, then the text."""
_MAX_BODY = 2_000
"""Characters of the text that are looked at."""
_VERSION = re.compile(r"(\d+(?:\.\d+)+)")
_SHORT = 3
"""Words of so few letters are in most questions, in scripts that have small letters: they are left out."""


def words_of(text: str) -> list[str]:
    """The different words of a text as the search has them, in order, and versions, such as `3.13`, as a whole.

    Short ones are left out, unless they hold a digit or a sign, as `c++` does; of scripts without small letters only
    single characters are short.
    """
    found: list[str] = []
    for number, part in enumerate(_VERSION.split(text)):
        found += [part] if number % 2 else filter(_is_telling, tokenize(part))
    return list(dict.fromkeys(found))


def _is_telling(word: str) -> bool:
    return not word.isalpha() or len(word) > (_SHORT if word.islower() else 1)


def searched_words(title: str, body: str, tags: Iterable[str]) -> list[str]:
    """The words by which similar questions are looked for, the most telling ones first: at most `MAX_WORDS`.

    Of the text these are the longest, which are more seldom than short ones in most languages. A title of short words
    alone is searched for as it is.
    """
    named = words_of(title) or list(tokenize(title))
    known = [*named, *(word for tag in tags for word in tokenize(tag))]
    more = sorted(words_of(body[:_MAX_BODY]), key=len, reverse=True)
    return list(dict.fromkeys([*known, *more]))[:MAX_WORDS]


def shared(own: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """What both have, in the order of the first."""
    known = set(others)
    return tuple(dict.fromkeys(each for each in own if each in known))


def shared_facts(own: Mapping[str, bytes], others: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of the facts that both have alike, in the order of the first.

    Args:
        own: The keys of its facts, by the name of the field.
        others: Those of the other one.
    """
    return tuple(name for name, key in own.items() if others.get(name) == key)


def likeness(
    own_words: Sequence[str],
    words: Sequence[str],
    own_tags: Sequence[str],
    tags: Sequence[str],
    *,
    facts: float = 0.0,
) -> float:
    """How like a question another one is, from 0 to 4: twice the share of words, the share of tags, and that of facts.

    A share is of what either has (https://en.wikipedia.org/wiki/Jaccard_index); that of facts is of those that the
    first one has.

    Args:
        own_words: The words of its title.
        words: Those of the other one's.
        own_tags: Its tags.
        tags: Those of the other one.
        facts: The share of its facts that the other one has alike, 0 to 1; 0 where it has none.
    """
    return 2 * _share(own_words, words) + _share(own_tags, tags) + facts


def _share(own: Sequence[str], others: Sequence[str]) -> float:
    either = {*own, *others}
    return len({*own} & {*others}) / len(either) if either else 0.0


def ranked_ahead(own: float, best: float, *, canonical: bool) -> bool:
    """Whether a question comes ahead of those that are more similar: a canonical one that is about as similar.

    Args:
        own: How similar it is.
        best: How similar the most similar one is.
        canonical: Whether it is a canonical question.
    """
    return canonical and 2 * own >= best
