"""What functions of hosts and plugins must be: called with what we give them, and never awaited.

A coroutine function would do nothing and say nothing, as nobody awaits what it gives.
"""

import inspect
from collections.abc import Callable
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
    if is_async(function):
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


def is_async(function: object) -> bool:
    """Whether what is called is async: a function, or the `__call__` of an object."""
    if inspect.isfunction(function):
        return inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
    called = getattr(function, "__call__", None)  # noqa: B004  # of an object, its method
    return any(
        inspect.iscoroutinefunction(each) or inspect.isasyncgenfunction(each) for each in (function, called)
    )


def check_arguments(function: Callable[..., Any], *positional: object, **named: object) -> None:
    """Check that a function takes what it will be called with; one written in C tells nothing of itself.

    Raises:
        TypeError: It takes something else.
    """
    if not named and _takes_just(function, len(positional)):
        return
    try:
        inspect.signature(function).bind(*positional, **named)
    except ValueError:
        return


def _takes_just(function: object, count: int) -> bool:
    """Whether it is a plain function of so many arguments: nearly all are, and a signature takes long to make."""
    if not inspect.isfunction(function):
        return False
    code = function.__code__
    needed = code.co_argcount - len(function.__defaults__ or ())
    return code.co_kwonlyargcount == 0 and needed <= count <= code.co_argcount
