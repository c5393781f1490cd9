"""Puts the changed code of functions in the place of what they run now, in a process that has imported them already."""

import gc
import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType

Pairs = list[tuple[CodeType, CodeType]]
"""Code of functions before and after a change."""


def changed_functions(file: str, before: str, after: str) -> Pairs | None:
    """The functions that a change of a file changes; None if it changes what runs when the file is imported, too.

    Args:
        file: The path under which the file was imported.
        before: Its text.
        after: The changed text.
    """
    pairs: Pairs = []
    same = _compare(compile(before, file, "exec"), compile(after, file, "exec"), pairs)
    return pairs if same and pairs else None


def _compare(old: CodeType, new: CodeType, pairs: Pairs) -> bool:
    """Whether two texts run the same but for what their functions run; those that differ are added to the pairs."""
    if _own(old) != _own(new):
        return False
    return all(_compare_inner(*inner, pairs) for inner in zip(_inner(old), _inner(new), strict=True))


def _compare_inner(old: CodeType, new: CodeType, pairs: Pairs) -> bool:
    if not old.co_flags & inspect.CO_OPTIMIZED:  # the body of a class
        return _compare(old, new, pairs)
    if old == new:
        return True
    pairs.append((old, new))
    if len(list(_inner(old))) != len(list(_inner(new))):
        return False
    # Functions inside, which live longer than a call where they were handed out.
    return all(_compare_inner(*inner, pairs) for inner in zip(_inner(old), _inner(new), strict=True))


def _own(code: CodeType) -> tuple[object, ...]:
    constants = [c for c in code.co_consts if not isinstance(c, CodeType)]
    return code.co_code, code.co_names, code.co_varnames, repr(constants), len(list(_inner(code)))


def _inner(code: CodeType) -> Iterator[CodeType]:
    return (constant for constant in code.co_consts if isinstance(constant, CodeType))


def swap(pairs: Pairs) -> bool:
    """Change the functions; gives whether each was found and could take its new code."""
    places = {_place(old): new for old, new in pairs}
    found = set()
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and (place := _place(function.__code__)) in places:
            try:
                function.__code__ = places[place]
            except ValueError:  # it closes over other variables than before
                return False
            found.add(place)
    return any(_place(old) in found for old, _ in pairs)


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno
