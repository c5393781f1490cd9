"""What a field takes: values are checked against declarations, and every fault is told at once."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from commkit.fields.sort_keys.policy import VERSION, sort_key
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
    Licence,
    LicenceField,
    NumberField,
    ReferenceField,
    TextField,
    VersionField,
)
from commkit.runtime.model.names import unknown_name
from commkit.runtime.model.types import CommunityType
from commkit.runtime.values.texts import Text, wrong_type

Faults = list[FieldError]
MAX_VERSION = 100
"""Characters of a version, at most."""
_WEB = ("http", "https")
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", re.ASCII)


def check_values(
    declared: Sequence[Field],
    given: Mapping[str, FieldValue | None],
    *,
    new: bool,
    others: Mapping[str, Field] = MappingProxyType({}),
) -> dict[str, FieldValue | None]:
    """Check and clean values.

    Args:
        declared: The fields of the object.
        given: Values by the name of the field; None takes a value away.
        new: Whether the object is made: then every required field must be there, and defaults are filled in. Else
            what is fixed is not touched.
        others: Fields of other kinds, whose values can only be taken away: the object may have been of such a kind.

    Returns:
        The values in the one form in which they are kept.

    Raises:
        Invalid: There is no such field, a value does not fit, a required one is missing, or a fixed one would change.
    """
    errors: Faults = []
    by_name = {field.name: field for field in declared}
    given = {**given, **_defaults(declared, given)} if new else given
    cleaned: dict[str, FieldValue | None] = {}
    for name, value in given.items():
        field = by_name.get(name)
        other = field or others.get(name)
        if other is not None and other.fixed and not new:
            errors.append(
                FieldError(f"fields.{name}", "fixed", "leave it out: what was published with it keeps it")
            )
        elif field is None and value is None and name in others:
            cleaned[name] = None
        elif field is None:
            errors.append(unknown_name(f"fields.{name}", name, by_name, what="field"))
        elif value is not None:
            cleaned[name] = check_value(field, value, f"fields.{name}", errors)
        elif field.required:
            errors.append(_missing(field))
        else:
            cleaned[name] = None
    if new:
        errors += [_missing(field) for field in declared if field.required and field.name not in given]
    if errors:
        raise Invalid(errors)
    return cleaned


def _defaults(declared: Sequence[Field], given: Mapping[str, FieldValue | None]) -> dict[str, FieldValue]:
    """The choices of what is published without them."""
    return {
        field.name: field.default
        for field in declared
        if isinstance(field, ChoiceField) and field.default and given.get(field.name) is None
    }


def check_value(field: Field, value: FieldValue, path: str, errors: Faults) -> Any:
    """The value as it is kept, or the value as it is and a fault among the errors."""
    return _CHECKS[type(field)](field, value, path, errors)


def comparison_key(field: Field, value: FieldValue, *, path: str) -> bytes:
    """Check one value, and give the bytes by which it is found equal, and comes ahead of others or behind them.

    For plugins that compare values themselves: `1.4` and `1.4.0` are equal versions, and `1.9` comes ahead of `1.10`.

    Args:
        field: What the value must fit; `VersionField("version")` for a version.
        value: The value.
        path: The field of the message that holds it.

    Raises:
        Invalid: It does not fit.
    """
    errors: Faults = []
    cleaned = check_value(field, value, path, errors)
    if errors:
        raise Invalid(errors)
    return sort_key(field.kind, cleaned)


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
            for field in community_type.declared_fields(subject, kind):
                (personal if field.personal else impersonal).add((subject, field.name, field.kind))
    return sorted(impersonal - personal)


def licence_of(community_type: CommunityType, values: Mapping[str, FieldValue]) -> Licence | None:
    """The licence of a post; None where it has none, or one that the type does not declare any more.

    Args:
        community_type: The community's type.
        values: The values of the post's fields, as views and `ReadFields` give them.
    """
    for kind in community_type.post_kinds:
        for field in community_type.declared_fields("post", kind.name):
            if isinstance(field, LicenceField) and (found := field.licence(values.get(field.name))):
                return found
    return None


def without_limits(field: Field) -> Field:
    """The same field for values that objects are only compared to: less than the least is no fault there.

    Nor is a licence that is offered to nobody any more.
    """
    if isinstance(field, LicenceField):
        return ChoiceField(field.name, choices=field.choices)
    return type(field)(field.name) if isinstance(field, NumberField | DateField) else field


def as_compared(field: Field, value: FieldValue) -> FieldValue:
    """A value that objects are only compared to, by the type of the field: addresses say numbers by texts alone."""
    if not isinstance(field, NumberField) or not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return value
    if set(value) & set(".eE"):
        return float(value) if math.isfinite(float(value)) else value
    return int(value) if -(2**63) <= int(value) < 2**63 else value


def parse_value(kind: FieldKind, stored: str) -> FieldValue:
    """The value of a stored text."""
    if kind != "number":
        return stored
    return int(stored) if stored.lstrip("-").isdigit() else float(stored)


def _missing(field: Field) -> FieldError:
    return FieldError(f"fields.{field.name}", "required", f"give the field {field.label or field.name!r}")


def _text(field: TextField, value: Any, path: str, errors: Faults) -> Any:
    return Text(max=field.max_length, min=1, multiline=field.multiline).check(value, path, errors)


def _number(field: NumberField, value: Any, path: str, errors: Faults) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wrong_type(value, path, errors, "a number")
    if isinstance(value, float) and value.is_integer() and -(2**63) <= value < 2**63:
        value = int(value)  # 5.0 and 5 are one value, which has one form
    if field.whole and not isinstance(value, int):
        errors.append(FieldError(path, "not_whole", "give a whole number"))
    if field.minimum is not None and value < field.minimum:
        errors.append(FieldError(path, "too_small", f"give {field.minimum} or more"))
    if field.maximum is not None and value > field.maximum:
        errors.append(FieldError(path, "too_large", f"give {field.maximum} or less"))
    return value


def _choice(field: ChoiceField, value: Any, path: str, errors: Faults) -> Any:
    if value not in field.choices:
        errors.append(FieldError(path, "not_a_choice", f"choose one of: {', '.join(field.choices)}"))
    return value


def _licence(field: LicenceField, value: Any, path: str, errors: Faults) -> Any:
    found = field.licence(value)
    if found is None or not found.offered:
        offered = ", ".join(licence.spdx for licence in field.licences if licence.offered)
        errors.append(FieldError(path, "not_a_choice", f"choose one of: {offered}"))
    return value


def _version(field: VersionField, value: Any, path: str, errors: Faults) -> Any:
    if not isinstance(value, str):
        return wrong_type(value, path, errors, "a text such as 1.4.2")
    if len(value) > MAX_VERSION or not VERSION.fullmatch(value):
        errors.append(FieldError(path, "bad_version", "give a version such as 1.4.2 or 2.0.0-rc.1"))
    return value


def _date(field: DateField, value: Any, path: str, errors: Faults) -> Any:
    if not isinstance(value, str):
        return wrong_type(value, path, errors, "a text such as 2026-05-01")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        errors.append(FieldError(path, "bad_date", "give a day such as 2026-05-01"))
        return value
    if field.earliest is not None and day < field.earliest:
        errors.append(FieldError(path, "too_early", f"give {field.earliest} or later"))
    if field.latest is not None and day > field.latest:
        errors.append(FieldError(path, "too_late", f"give {field.latest} or earlier"))
    return value


def _address(field: AddressField, value: Any, path: str, errors: Faults) -> Any:
    before = len(errors)
    value = Text(max=field.max_length, min=1, multiline=False).check(value, path, errors)
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


def _reference(field: ReferenceField, value: Any, path: str, errors: Faults) -> Any:
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
    LicenceField: _licence,
    VersionField: _version,
    DateField: _date,
    AddressField: _address,
    ReferenceField: _reference,
}
