"""What a community's slug, care and review day must be."""

import re
from collections.abc import Iterable
from datetime import date

from commkit.runtime.model.errors import FieldError

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WEEK_HOURS = 168


def is_slug(text: str) -> bool:
    """Whether a text consists of lower-case letters, digits and inner hyphens."""
    return _SLUG.fullmatch(text) is not None


def slug_errors(slug: str) -> list[FieldError]:
    """What is wrong with a slug; empty for nothing."""
    if is_slug(slug):
        return []
    return [FieldError("slug", "bad_slug", "use lower-case letters, digits and inner hyphens")]


def type_errors(type: str, known: Iterable[str]) -> list[FieldError]:
    """An error where no community type has this name."""
    names = sorted(known)
    if type in names:
        return []
    hint = (
        f"choose one of: {', '.join(names)}"
        if names
        else "give the Kit a plugin that brings it: plugins=[...]"
    )
    message = f"no community type {type!r} is installed; {hint}"
    return [FieldError("type", "unknown_type", message)]


def care_hours_errors(hours: int | None) -> list[FieldError]:
    """An error unless the promise is 1 to 168 hours per week."""
    if hours is not None and 1 <= hours <= _WEEK_HOURS:
        return []
    return [FieldError("care_hours", "out_of_range", "promise 1 to 168 hours of care a week")]


def review_on_errors(day: date | None, *, today: date) -> list[FieldError]:
    """An error unless the day of review is in the future."""
    if day is not None and day > today:
        return []
    return [FieldError("review_on", "not_in_future", "name a coming day on which its purpose is reviewed")]
