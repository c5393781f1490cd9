"""Every error that commkit raises on purpose: typed, with a stable code and one sentence that says what to do."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen


class CommkitError(Exception):
    """The base of all commkit errors.

    Args:
        code: Stable name `feature.word`, for programs; it never changes once released.
        message: One sentence for people: what is wrong and what to do.
        plugin: The feature or plugin that raised the error; the part of the code before its first dot by default.
        **data: What the error is about; each entry becomes an attribute.
    """

    def __init__(self, code: str, message: str, *, plugin: str | None = None, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.plugin = plugin or code.partition(".")[0]
        self.data = data
        for name, value in data.items():
            setattr(self, name, value)

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross processes; their arguments do not hold all of their data.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[CommkitError], args: tuple[Any, ...], state: dict[str, Any]) -> CommkitError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class Denied(CommkitError):
    """The actor may not do this, or a gate refused it."""


class NotFound(CommkitError):
    """The object does not exist, or the actor may not see it; the two are never distinguished."""


class Conflict(CommkitError):
    """The state has changed, so the command no longer applies."""


@frozen
class FieldError:
    """One fault of one field.

    Attributes:
        path: Where it is: `body`, `tags[2]`, `settings.support.hours`.
        code: Stable name of the fault: `too_long`, `blank`, `wrong_type`...
        message: One sentence that says what is expected.
    """

    path: str
    code: str
    message: str


class Invalid(CommkitError):
    """The message itself is wrong; `errors` holds every fault at once."""

    def __init__(self, errors: Sequence[FieldError], *, code: str = "runtime.invalid", **data: Any) -> None:
        self.errors = tuple(errors)
        message = "; ".join(f"{error.path}: {error.message}" for error in self.errors)
        super().__init__(code, message, **data)

    @classmethod
    def field(cls, path: str, code: str, message: str, *, error_code: str = "runtime.invalid") -> "Invalid":
        """The error of a single field.

        Args:
            path: Where the fault is.
            code: Stable name of the fault.
            message: One sentence that says what is expected.
            error_code: The code of the error as a whole.
        """
        return cls([FieldError(path, code, message)], code=error_code)

    @classmethod
    def raise_if_any(cls, faults: Iterable[tuple[str, str, str]], *, error_code: str) -> None:
        """Raise all faults at once.

        Args:
            faults: The path, the code and the message of each.
            error_code: The code of the error as a whole.

        Raises:
            Invalid: There is at least one.
        """
        if errors := [FieldError(*fault) for fault in faults]:
            raise cls(errors, code=error_code)


class RateLimited(CommkitError):
    """Too much, too fast; `retry_after` gives the seconds until it may be tried again."""


class PluginError(CommkitError):
    """A plugin is broken, misdeclared, or raised where it must not; `plugin` names it."""


class MigrationPending(CommkitError):
    """The database is behind the code; run `kit.migrate()` or `commkit migrate`."""


class SchemaTooNew(CommkitError):
    """The database is ahead of the code; install the newer release that wrote it."""


class StorageFull(CommkitError):
    """The disk or the quota of the database is full; nothing of the unit was kept."""


class Busy(CommkitError):
    """The database stayed locked, or gave the unit up for another one; nothing was kept, try again."""
