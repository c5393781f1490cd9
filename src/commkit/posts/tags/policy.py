"""What a tag may look like."""

from collections.abc import Iterable

from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.values.folding import fold

_MAX_TAG_LENGTH = 50


def normalize_tag(name: str) -> str:
    """A tag in its stored form: folded, as names are compared."""
    return fold(name.strip()).strip()


def clean_tags(names: Iterable[str], *, max_tags: int) -> tuple[str, ...]:
    """Tags in their stored form: folded, without spaces, none twice.

    Raises:
        Invalid: One is malformed, or there are too many.
    """
    tags: dict[str, None] = {}
    errors = []
    for number, name in enumerate(names):
        tag = normalize_tag(name)
        if not tag or any(character.isspace() or not character.isprintable() for character in tag):
            errors.append(
                FieldError(f"tags[{number}]", "invalid_tag", "use visible characters without spaces")
            )
        if len(tag) > _MAX_TAG_LENGTH:
            # Folding can write one character out as a whole phrase, so the length is checked afterwards.
            errors.append(
                FieldError(f"tags[{number}]", "too_long", f"use at most {_MAX_TAG_LENGTH} characters")
            )
        tags[tag] = None
    if len(tags) > max_tags:
        errors.append(FieldError("tags", "too_many", f"use at most {max_tags} tags"))
    if errors:
        raise Invalid(errors)
    return tuple(tags)
