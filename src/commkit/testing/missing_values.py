"""Why a message of the permission matrix was never carried out: which values it lacks, and how to give them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_type_hints

from attrs import frozen

from commkit.runtime.model.errors import CommkitError, Invalid, NotFound, PluginError
from commkit.runtime.model.messages import Message
from commkit.testing.fields import attributes_of, id_fields
from commkit.testing.samples import NoSampleValue


@frozen
class MatrixAttempt:
    """A message that should have been carried out, and was not.

    Attributes:
        message: What was sent; None where it could not be made.
        given: The fields whose values were written down, or made by a fixture.
        error: Why it was not carried out.
    """

    message: Message[Any] | None
    given: Mapping[str, Any]
    error: CommkitError | NoSampleValue


def explain_missing_values(name: str, cls: type[Message[Any]], attempts: Sequence[MatrixAttempt]) -> str:
    """Why a message was never carried out, and what to write down so that it is.

    Args:
        name: Its outside name.
        cls: Its class.
        attempts: All of its attempts that should have been carried out; at least one.
    """
    reasons = list(dict.fromkeys(reason for attempt in attempts for reason in _reasons(cls, attempt)))
    why = (
        "" if any(isinstance(attempt.error, PluginError) for attempt in attempts) else ", for lack of a value"
    )
    return f"{name} was never carried out{why}: {'; '.join(reasons)}"


def _reasons(cls: type[Message[Any]], attempt: MatrixAttempt) -> Iterator[str]:
    if isinstance(attempt.error, PluginError):
        yield attempt.error.message
    elif isinstance(attempt.error, NoSampleValue):
        yield f"{attempt.error}; give one: {_given(attempt.error.field)}"
    elif isinstance(attempt.error, Invalid):
        for fault in attempt.error.errors:
            field = fault.path.partition(".")[0]
            yield f"{_value(cls, attempt, field)} is refused ({fault.message}); give another: {_given(field)}"
    elif made_up := _made_up_ids(cls, attempt) if isinstance(attempt.error, NotFound) else {}:
        for field, id_type in made_up.items():
            yield (
                f"its field {field!r} names no {id_type} that there is; say how one is made: "
                f"`fixtures = {{{id_type!r}: Fixture(...)}}` or {_given(field, 'Fixture(...)')}"
            )
    else:
        values = ", ".join(
            f"{field}={getattr(attempt.message, field)!r}"
            for field in _fields(cls)
            if field not in attempt.given
        )
        yield (
            f"it was refused ({attempt.error.code}: {attempt.error.message}), with "
            f"{values or 'nothing but the values that are written down'}; give values that fit: {_given('...')}"
        )


def _fields(cls: type[Message[Any]]) -> list[str]:
    return [attribute.name for attribute in attributes_of(cls) if attribute.init]


def _made_up_ids(cls: type[Message[Any]], attempt: MatrixAttempt) -> dict[str, str]:
    """Fields with an id that nobody gave, and the name of its type; a field without a type of its own has its name."""
    hints = get_type_hints(cls)
    typed = id_fields(cls)
    return {
        field: typed.get(field, field)
        for field in _fields(cls)
        if field not in attempt.given
        and (field in typed or "UUID" in str(hints[field]))
        and getattr(attempt.message, field, None)
    }


def _value(cls: type[Message[Any]], attempt: MatrixAttempt, field: str) -> str:
    if field not in _fields(cls):
        return f"a value named {field!r}"
    return f"its field {field!r}, which was {getattr(attempt.message, field, None)!r},"


def _given(field: str, value: str = "...") -> str:
    return f"`allowed(..., given={{{field!r}: {value}}})`"
