"""Refusing what would have to be awaited, where nobody awaits: it would do nothing and say nothing."""

import inspect
from typing import Any

from commkit.runtime.model.errors import Invalid


def check_not_async(name: str, function: object, hint: str) -> None:
    """Check that calling a function does what it says, rather than make a coroutine.

    Args:
        name: What the function was given as.
        function: The function, or an object that is called.
        hint: What to give instead.

    Raises:
        Invalid: It cannot be called, or is async.
    """
    if not callable(function):
        raise Invalid.field(name, "wrong_type", f"a {type(function).__name__} cannot be called; {hint}")
    called = getattr(function, "__call__", None)  # noqa: B004  # of an object, its method
    if any(map(_is_async, (function, called))):
        raise Invalid.field(name, "is_async", f"it is async, and nobody would await it; {hint}")


def check_not_awaitable(name: str, result: Any, hint: str) -> None:
    """Check that a function's result is not still to be awaited.

    Raises:
        Invalid: It is; it is closed if it is a coroutine, so that nothing warns of it later.
    """
    if inspect.isawaitable(result):
        if inspect.iscoroutine(result):
            result.close()
        raise Invalid.field(name, "is_async", f"it gave something to be awaited; {hint}")


def _is_async(function: object) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
