"""Optional libraries: loaded where they are needed, and asked for by name where they are missing."""

from importlib import import_module
from typing import Any

from commkit.runtime.model.errors import PluginError

EXTRA_MISSING = "runtime.extra_missing"
"""The code of what needs an extra that is not installed."""


class ExtraMissing(PluginError, ModuleNotFoundError):
    """An extra is not installed; where a module needs one to be imported, this is what `except ImportError` expects.

    Its `name` is the module that is missing.
    """


def require_extra(module: str, *, extra: str) -> Any:
    """The module of an optional library.

    Args:
        module: Its import name, such as `icalendar`.
        extra: The extra of commkit that brings it.

    Raises:
        ExtraMissing: It is not installed; the message says how to get it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise
        told = f"this needs {error.name}: pip install 'commkit[{extra}]'"
        raise ExtraMissing(EXTRA_MISSING, told, name=error.name) from error
