"""What a host gives to its Kit: refused at once where it is of another kind; it says what was given and is wanted."""

from collections.abc import Mapping, Sequence

from commkit.runtime.model.errors import FieldError, Invalid


def check_kit_arguments(
    *,
    plugins: object,
    types: object,
    fields: object,
    ports: object,
    rates: object,
    retention: object,
    clock: object,
    observers: object,
) -> None:
    """Check the kinds of a Kit's arguments.

    Raises:
        Invalid: With every one that is of another kind.
    """
    errors = [
        FieldError(name, "wrong_type", f"give {wanted}, not a {type(given).__name__}")
        for name, given, fits, wanted in (
            ("plugins", plugins, _is_sequence(plugins), "a sequence: plugins=[Support(...)]"),
            ("types", types, _is_sequence(types), "a sequence: types=[CLUB]"),
            (
                "fields",
                fields,
                _is_mapping_or_none(fields),
                "fields by the name of their type: fields={'support': [...]}",
            ),
            (
                "ports",
                ports,
                _is_mapping_or_none(ports),
                "objects by their class: ports={MailPort: SmtpMail(...)}",
            ),
            (
                "rates",
                rates,
                _is_mapping_or_none(rates),
                "rates by their class: rates={'write': '30/minute'}",
            ),
            (
                "retention",
                retention,
                _is_mapping_or_none(retention),
                "durations by what they are of: retention={'outbox': timedelta(days=7), 'audit': None}",
            ),
            ("clock", clock, callable(clock), "a function without parameters that gives the time"),
            (
                "observers",
                observers,
                _is_sequence(observers) and all(map(_is_observer, observers)),  # type: ignore[call-overload]
                "a sequence of objects with begin and end: observers=[SlowStatements()]",
            ),
        )
        if not fits
    ]
    if errors:
        raise Invalid(errors)


def _is_sequence(given: object) -> bool:
    return isinstance(given, Sequence) and not isinstance(given, str)


def _is_observer(given: object) -> bool:
    return callable(getattr(given, "begin", None)) and callable(getattr(given, "end", None))


def _is_mapping_or_none(given: object) -> bool:
    return given is None or isinstance(given, Mapping)
