"""Names that do not exist: the error says which one was probably meant."""

import difflib
from collections.abc import Iterable

from commkit.runtime.model.errors import FieldError

_LISTED = 12
"""Names that an error lists, at most, where none is near."""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that is spelled almost like another one; None where none is."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1)), None)


def unknown_name(path: str, name: str, known: Iterable[str], *, what: str) -> FieldError:
    """The error of a name that does not exist.

    Args:
        path: Where it is: `kinds[0]`, `field`.
        name: The name.
        known: The names that exist.
        what: What they name, one word: its code is `unknown_` and this word.
    """
    names = sorted(known)
    near = nearest_name(name, names)
    if near is not None:
        hint = f"did you mean {near!r}?"
    elif not names:
        return FieldError(path, f"unknown_{what}", f"there is no {what} {name!r} here, nor any other")
    elif len(names) <= _LISTED:
        hint = f"choose one of: {', '.join(names)}"
    else:
        hint = f"there are {len(names)}, such as {', '.join(names[:_LISTED])}"
    return FieldError(path, f"unknown_{what}", f"there is no {what} {name!r} here; {hint}")
