"""Which values the settings of moderation may have."""

from collections.abc import Mapping
from typing import Any, get_args
from uuid import UUID

from commkit.moderation.checks.records import CheckMode
from commkit.moderation.publication.records import Publication
from commkit.runtime.values.folding import fold
from commkit.runtime.values.lookalikes import skeleton

_PUBLICATIONS: tuple[str, ...] = get_args(Publication)
_MAX_PUBLICATIONS = 500
"""Kinds, or spaces, with a publication of their own: as many as there may be spaces."""
_MAX_DENIED_WORDS = 1_000
_MAX_DENIED_LENGTH = 200
_MAX_DENIED_TEXT = 50_000
"""Characters of all denied words: what finds them is made anew when they change, before the next post stands."""
_MAX_DENIED_DOMAINS = 10_000
_MAX_DOMAIN = 253


def are_few_words(settings: object, attribute: object, denied: tuple[str, ...]) -> None:
    """Limit the denied words, which are looked for in every text."""
    _check_list("denied_words", denied, _MAX_DENIED_WORDS, _MAX_DENIED_LENGTH)
    # As they are compared: one character may stand for eighteen.
    compared = [(entry, len(fold(entry))) for entry in denied]
    for entry, length in compared:
        if length > _MAX_DENIED_LENGTH:
            raise ValueError(
                f"'denied_words' has an entry of {length} characters as it is compared, {entry[:20]!r}...; "
                f"use at most {_MAX_DENIED_LENGTH}"
            )
    if (total := sum(length for _, length in compared)) > _MAX_DENIED_TEXT:
        raise ValueError(
            f"'denied_words' has {total} characters in all entries; use at most {_MAX_DENIED_TEXT}"
        )


def are_few_domains(settings: object, attribute: object, denied: tuple[str, ...]) -> None:
    """Limit the denied domains."""
    _check_list("denied_domains", denied, _MAX_DENIED_DOMAINS, _MAX_DOMAIN)


def _check_list(called: str, values: tuple[str, ...], most: int, longest: int) -> None:
    if len(values) > most:
        raise ValueError(f"{called!r} has {len(values)} entries; give at most {most}")
    for value in values:
        if len(value) > longest:
            raise ValueError(
                f"{called!r} has an entry of {len(value)} characters, {value[:20]!r}...; use at most {longest}"
            )


def is_installed(settings: object, attribute: object, mode: CheckMode) -> None:
    """Look for the package that the check for look-alike letters needs before posts would."""
    if mode != "off":
        skeleton("")


def is_published_somehow(settings: object, attribute: Any, modes: Mapping[str, Publication]) -> None:
    """Refuse a publication that there is not, and more of them than there may be spaces."""
    if len(modes) > _MAX_PUBLICATIONS:
        raise ValueError(f"{attribute.name!r} has {len(modes)} entries; give at most {_MAX_PUBLICATIONS}")
    for mode in modes.values():
        if mode not in _PUBLICATIONS:
            raise ValueError(f"{attribute.name!r} says {mode!r}; choose one of: {', '.join(_PUBLICATIONS)}")


def names_spaces(settings: object, attribute: object, modes: Mapping[str, Publication]) -> None:
    """Refuse what is no id of a space; whether there is one is asked where the settings change."""
    for space in modes:
        try:
            is_id = str(UUID(space)) == space
        except ValueError:
            is_id = False
        if not is_id:
            raise ValueError(f"'publication_of_spaces' names {space[:40]!r}; give ids of spaces")


def is_level(settings: object, attribute: object, level: int | None) -> None:
    """Refuse a trust level below the lowest."""
    if level is not None and level < 0:
        raise ValueError(f"'trusted_level' is {level}; give 0 or more, or nothing for no level")


def has_a_reviewer(settings: Any, attribute: object, reviewed: bool) -> None:
    """Nothing may wait for a reviewer that is never asked."""
    modes = (
        settings.publication,
        *settings.publication_of_kinds.values(),
        *settings.publication_of_spaces.values(),
    )
    if "checked" in modes and not reviewed:
        raise ValueError("'checked' waits for the reviewer; set 'review', too, or choose 'before'")
