"""Optional libraries: loaded where they are needed, and asked for by name where they are missing."""

from importlib import import_module
from typing import Any

from commkit.runtime.model.errors import PluginError

EXTRA_MISSING = "runtime.extra_missing"
"""The code of what needs an extra that is not installed."""


class ExtraMissing(PluginError, ModuleNotFoundError):
    """An extra is not installed; where a module needs one to be imported, this is what `except ImportError` expects.

    Args:
        module: The module that is missing.
        extra: The extra of commkit that brings it.
    """

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(EXTRA_MISSING, f"this needs {module}: pip install 'commkit[{extra}]'", name=module)


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
        raise ExtraMissing(error.name, extra) from error
