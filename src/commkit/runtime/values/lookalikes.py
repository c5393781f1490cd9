"""Letters that look alike: Unicode Technical Standard 39, section 4, by the data of the library confusable-homoglyphs.

Needs the extra `commkit[lookalikes]`.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from commkit.runtime.model.errors import PluginError


@lru_cache(maxsize=4_096)
def skeleton(text: str) -> str:
    """A text with every letter in the form that stands for all that look like it. Texts that look alike are equal then.

    Args:
        text: The text, folded.

    Raises:
        PluginError: The package of the extra is not installed.
    """
    known = _prototypes()
    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", "".join(known.get(letter, letter) for letter in letters))


@cache
def _prototypes() -> Mapping[str, str]:
    """For each letter that looks like others, the first of them."""
    try:
        from confusable_homoglyphs.confusables import confusables_data  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types, and reads 2 MB
    except ModuleNotFoundError as error:
        raise PluginError(
            "runtime.lookalikes_not_installed",
            "the check for look-alike letters needs one more package; run: pip install 'commkit[lookalikes]'",
            missing=error.name,
        ) from error
    found: dict[str, str] = {}
    for letter in sorted(confusables_data):
        alike = [str(other["c"]) for other in confusables_data[letter]]
        single = [other.casefold() for other in alike if len(other) == 1]
        found[letter] = min([letter.casefold(), *single])
    # Through the letters that both look like: Greek and Cyrillic ones both look like a Latin one.
    return MappingProxyType({letter: found.get(other, other) for letter, other in found.items()})
