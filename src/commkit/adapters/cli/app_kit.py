"""The Kit of the user's application: `--app package.module:kit`, or a function that makes one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from importlib import import_module
from inspect import isroutine
from pathlib import Path
from typing import Any

from commkit.adapters.cli.exit_codes import CliError
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError

_FORM = "give package.module:kit, where `kit` is a Kit or a function without parameters that makes one"

_given: ContextVar[Kit | None] = ContextVar("commkit_cli_kit", default=None)


@contextmanager
def using_kit(kit: Kit | None) -> Iterator[None]:
    """Let the commands inside use the Kit of the application in whose process they run."""
    token = _given.set(kit)
    try:
        yield
    finally:
        _given.reset(token)


def given_kit(app: str) -> Kit | None:
    """The Kit of the application in whose process the command runs; None where it runs alone.

    Args:
        app: What the option `--app` says.

    Raises:
        CliError: It names another one.
    """
    kit = _given.get()
    if kit is not None and app:
        raise CliError(
            "cli.two_apps", "this command uses the Kit of your application; leave --app and COMMKIT_APP out"
        )
    return kit


def load_kit(app: str) -> Kit:
    """The Kit that a name stands for; modules are looked for in the present folder, too.

    Args:
        app: The module and, after a colon, the name in it.

    Raises:
        CliError: There is no such module or name, its import fails, or it is no Kit.
    """
    module, colon, name = app.partition(":")
    if not (module and colon and name):
        raise CliError("cli.no_app", f"{app!r} names no Kit; {_FORM}")
    found = _attribute(_imported(module), name, app)
    if isroutine(found) or isinstance(found, partial):
        try:
            found = found()
        except CommkitError:
            raise
        except Exception as error:
            raise CliError("cli.broken_app", f"{app}() failed: {type(error).__name__}: {error}") from error
    if not isinstance(found, Kit):
        raise CliError("cli.no_app", f"{app} is a {type(found).__name__}, not a Kit; {_FORM}")
    return found


def _imported(module: str) -> Any:
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        return import_module(module)
    except CommkitError:
        raise
    except ModuleNotFoundError as error:
        if error.name is not None and (module == error.name or module.startswith(f"{error.name}.")):
            raise CliError(
                "cli.no_app", f"there is no module {module!r} in {here} or among the installed; {_FORM}"
            ) from error
        raise CliError("cli.broken_app", f"{module} cannot be imported: {error}") from error
    except Exception as error:
        told = f"{module} cannot be imported: {type(error).__name__}: {error}"
        raise CliError("cli.broken_app", told) from error


def _attribute(module: Any, name: str, app: str) -> Any:
    found = module
    for part in name.removesuffix("()").split("."):
        if not hasattr(found, part):
            raise CliError("cli.no_app", f"{app}: {module.__name__} has no {part!r}; {_FORM}")
        found = getattr(found, part)
    return found
