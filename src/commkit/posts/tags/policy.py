"""What a tag may look like."""

import unicodedata
from collections.abc import Iterable

from commkit.runtime.model.errors import FieldError, Invalid

_MAX_TAG_LENGTH = 50


def normalize_tag(wish: str) -> str:
    """A tag as it is kept: composed and lower-case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", wish).strip().lower())


def clean_tags(wishes: Iterable[str], *, max_tags: int) -> tuple[str, ...]:
    """Tags in their stored form: composed, lower-case, without spaces, none twice.

    Raises:
        Invalid: One is malformed, or there are too many.
    """
    tags: dict[str, None] = {}
    errors = []
    for number, wish in enumerate(wishes):
        tag = normalize_tag(wish)
        if not tag or any(character.isspace() or not character.isprintable() for character in tag):
            errors.append(
                FieldError(f"tags[{number}]", "invalid_tag", "use visible characters without spaces")
            )
        if len(tag) > _MAX_TAG_LENGTH:
            # A single character may stand for a whole phrase, which composing writes out.
            errors.append(
                FieldError(f"tags[{number}]", "too_long", f"use at most {_MAX_TAG_LENGTH} characters")
            )
        tags[tag] = None
    if len(tags) > max_tags:
        errors.append(FieldError("tags", "too_many", f"use at most {max_tags} tags"))
    if errors:
        raise Invalid(errors)
    return tuple(tags)
