"""Letters that look alike: Unicode Technical Standard 39, section 4, by the data of the library confusable-homoglyphs.

Needs the extra `commkit[lookalikes]`.
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from commkit.runtime.model.errors import PluginError
from commkit.runtime.values.folding import fold, strip_ignorable

_MARK = "\u200e"
"""A mark of direction that the data has around letters that are written from right to left."""


def skeleton(text: str) -> str:
    """A text with every letter in the form that stands for all that look like it. Texts that look alike are equal then.

    It is the `internalSkeleton` of the standard. It heeds case, as capitals look like other letters than small ones do.

    Args:
        text: The text.

    Raises:
        PluginError: The package of the extra is not installed.
    """
    known = _prototypes()
    letters = unicodedata.normalize("NFD", strip_ignorable(text))
    return unicodedata.normalize("NFD", "".join(known.get(letter, letter) for letter in letters))


@lru_cache(maxsize=16_384)
def as_written(letter: str) -> str:
    """The skeleton of one character."""
    return skeleton(letter)


@lru_cache(maxsize=16_384)
def in_capitals(letter: str) -> str:
    """The skeleton of one character in upper case: of a letter only the capital may look like another one."""
    return skeleton(letter.upper())


@lru_cache(maxsize=16_384)
def folded(letter: str) -> str:
    """The skeleton of one character in the form in which texts are compared."""
    return skeleton(fold(letter))


LOOKS: tuple[Callable[[str], str], ...] = (folded, as_written, in_capitals)
"""How each character of a text can be looked at."""


@cache
def _prototypes() -> Mapping[str, str]:
    """For each letter that looks like others, the letters that stand for all of them: `rn` for `m`.

    The data tells of each letter which others look like it. In the table of the standard every letter has one
    prototype, and no prototype has another; so one with several that look like it is theirs, and of two either will do.
    """
    try:
        from confusable_homoglyphs.confusables import confusables_data  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types, and reads 2 MB
    except ModuleNotFoundError as error:
        raise PluginError(
            "runtime.lookalikes_not_installed",
            "the check for look-alike letters needs one more package; run: pip install 'commkit[lookalikes]'",
            missing=error.name,
        ) from error
    found: dict[str, str] = {}
    for known, others in confusables_data.items():
        prototype = known.strip(_MARK)
        for entry in others:
            other = entry["c"].strip(_MARK)
            is_prototype = len(others) > 1 or len(prototype) > 1
            is_first_of_two = len(confusables_data[entry["c"]]) == len(other) == 1 and prototype < other
            if len(other) == 1 and (is_prototype or is_first_of_two):
                found[other] = unicodedata.normalize("NFD", prototype)
    # Of two that look alike one was taken, which a longer prototype may not have.
    return MappingProxyType(
        {letter: "".join(found.get(part, part) for part in prototype) for letter, prototype in found.items()}
    )
