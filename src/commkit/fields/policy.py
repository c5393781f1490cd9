"""What a field takes: values are checked against declarations, and every fault is told at once."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from commkit.fields.sort_keys.policy import VERSION
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.fields import (
    SUBJECTS,
    AddressField,
    ChoiceField,
    DateField,
    Field,
    FieldKind,
    FieldSubject,
    FieldValue,
    NumberField,
    ReferenceField,
    TextField,
    VersionField,
)
from commkit.runtime.model.types import CommunityType
from commkit.runtime.values.texts import Text, wrong_type

Faults = list[FieldError]
MAX_VERSION = 100
"""Characters of a version, at most."""
_WEB = ("http", "https")


def check_values(
    declared: Sequence[Field],
    given: Mapping[str, FieldValue | None],
    *,
    new: bool,
    others: Mapping[str, Field] = MappingProxyType({}),
) -> dict[str, FieldValue | None]:
    """Check and clean values.

    Args:
        declared: The fields of the thing.
        given: Values by the name of the field; None takes a value away.
        new: Whether the thing is made: then every required field must be there.
        others: Fields of other kinds, whose values can only be taken away: the thing may have been of such a kind.

    Returns:
        The values in the one form in which they are kept.

    Raises:
        Invalid: There is no such field, a value does not fit, or a required one is missing.
    """
    errors: Faults = []
    by_name = {its.name: its for its in declared}
    cleaned: dict[str, FieldValue | None] = {}
    for name, value in given.items():
        its = by_name.get(name)
        if its is None and value is None and name in others:
            cleaned[name] = None
        elif its is None:
            choice = f"choose one of: {', '.join(by_name)}" if by_name else "it has none"
            errors.append(FieldError(f"fields.{name}", "unknown_field", f"there is no such field; {choice}"))
        elif value is not None:
            cleaned[name] = check_value(its, value, f"fields.{name}", errors)
        elif its.required:
            errors.append(_missing(its))
        else:
            cleaned[name] = None
    if new:
        errors += [_missing(its) for its in declared if its.required and its.name not in given]
    if errors:
        raise Invalid(errors)
    return cleaned


def check_value(its: Field, value: FieldValue, path: str, errors: Faults) -> Any:
    """The value as it is kept, or the value as it is and a fault among the errors."""
    return _CHECKS[type(its)](its, value, path, errors)


def impersonal_fields(community_type: CommunityType) -> list[tuple[FieldSubject, str, FieldKind]]:
    """The fields whose values are nobody's personal data: subject, name and kind of the field.

    A field of several post kinds is personal where one of them says so: posts come from one kind to another.
    """
    kinds = {subject: [""] for subject in SUBJECTS} | {
        "post": [kind.name for kind in community_type.post_kinds]
    }
    impersonal: set[tuple[FieldSubject, str, FieldKind]] = set()
    personal: set[tuple[FieldSubject, str, FieldKind]] = set()
    for subject in SUBJECTS:
        for kind in kinds[subject]:
            for its in community_type.declared_fields(subject, kind):
                (personal if its.personal else impersonal).add((subject, its.name, its.kind))
    return sorted(impersonal - personal)


def without_limits(its: Field) -> Field:
    """The same field for values that things are only compared to: less than the least is no fault there."""
    return type(its)(its.name) if isinstance(its, NumberField | DateField) else its


def parse_value(kind: FieldKind, stored: str) -> FieldValue:
    """The value of a stored text."""
    if kind != "number":
        return stored
    return int(stored) if stored.lstrip("-").isdigit() else float(stored)


def _missing(its: Field) -> FieldError:
    return FieldError(f"fields.{its.name}", "required", f"give the field {its.label or its.name!r}")


def _text(its: TextField, value: Any, path: str, errors: Faults) -> Any:
    return Text(max=its.max_length, min=1, multiline=its.multiline).check(value, path, errors)


def _number(its: NumberField, value: Any, path: str, errors: Faults) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wrong_type(value, path, errors, "a number")
    if isinstance(value, float) and value.is_integer() and -(2**63) <= value < 2**63:
        value = int(value)  # 5.0 and 5 are one value, which has one form
    if its.whole and not isinstance(value, int):
        errors.append(FieldError(path, "not_whole", "give a whole number"))
    if its.minimum is not None and value < its.minimum:
        errors.append(FieldError(path, "too_small", f"give {its.minimum} or more"))
    if its.maximum is not None and value > its.maximum:
        errors.append(FieldError(path, "too_large", f"give {its.maximum} or less"))
    return value


def _choice(its: ChoiceField, value: Any, path: str, errors: Faults) -> Any:
    if value not in its.choices:
        errors.append(FieldError(path, "not_a_choice", f"choose one of: {', '.join(its.choices)}"))
    return value


def _version(its: VersionField, value: Any, path: str, errors: Faults) -> Any:
    if not isinstance(value, str):
        return wrong_type(value, path, errors, "a text such as 1.4.2")
    if len(value) > MAX_VERSION or not VERSION.fullmatch(value):
        errors.append(FieldError(path, "bad_version", "give a version such as 1.4.2 or 2.0.0-rc.1"))
    return value


def _date(its: DateField, value: Any, path: str, errors: Faults) -> Any:
    if not isinstance(value, str):
        return wrong_type(value, path, errors, "a text such as 2026-05-01")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        errors.append(FieldError(path, "bad_date", "give a day such as 2026-05-01"))
        return value
    if its.earliest is not None and day < its.earliest:
        errors.append(FieldError(path, "too_early", f"give {its.earliest} or later"))
    if its.latest is not None and day > its.latest:
        errors.append(FieldError(path, "too_late", f"give {its.latest} or earlier"))
    return value


def _address(its: AddressField, value: Any, path: str, errors: Faults) -> Any:
    before = len(errors)
    value = Text(max=its.max_length, min=1, multiline=False).check(value, path, errors)
    if len(errors) == before and not _is_web_address(value):
        errors.append(
            FieldError(
                path, "bad_address", "give an address such as https://example.org/page, without a user"
            )
        )
    return value


def _is_web_address(value: str) -> bool:
    if any(sign.isspace() or sign in '<>"\\^`{|}' for sign in value):
        return False
    try:
        parts = urlsplit(value)
        # What is not seen in a host lets it look like another one.
        hidden = any(unicodedata.category(sign) == "Cf" for sign in unquote(parts.netloc))
        named = bool(parts.hostname) and "@" not in parts.netloc and not hidden
        return parts.scheme in _WEB and named and parts.port != 0
    except ValueError:  # a port that is none, brackets that hold no IPv6 address
        return False


def _reference(its: ReferenceField, value: Any, path: str, errors: Faults) -> Any:
    """Only its form; whether the object is there is asked of its loader."""
    if not isinstance(value, str):
        return wrong_type(value, path, errors, "an id as text")
    try:
        return str(UUID(value))
    except ValueError:
        errors.append(FieldError(path, "bad_id", "give an id such as 01890a5d-ac96-774b-bcce-b302099a8057"))
        return value


_CHECKS: Mapping[type[Field], Callable[[Any, Any, str, Faults], Any]] = {
    TextField: _text,
    NumberField: _number,
    ChoiceField: _choice,
    VersionField: _version,
    DateField: _date,
    AddressField: _address,
    ReferenceField: _reference,
}
