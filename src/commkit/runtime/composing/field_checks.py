"""What is checked of the fields that types and hosts declare, and how the host's are put beside a plugin's."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any

from attrs import evolve

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature, with_required
from commkit.runtime.model.fields import (
    SUBJECTS,
    AddressField,
    ChoiceField,
    DateField,
    Field,
    FieldSubject,
    LicenceField,
    NumberField,
    ReferenceField,
    TextField,
    VersionField,
)
from commkit.runtime.model.types import CommunityType

HOST = "Kit(fields=...)"
"""The plugin that errors about the host's own fields name."""
HostFields = Mapping[str, Mapping[str, Sequence[Field]]]
"""Fields by the name of a community type and by what has them: `{"support": {"member": (TextField("city"),)}}`."""

MAX_FIELDS = 50
"""Fields of one thing, at most."""
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,99}", re.ASCII)
_WEB = re.compile(r"https?://[^\s\"<>]+")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_MAX_LABEL, _MAX_TEXT, _MAX_ADDRESS, _MAX_CHOICES, _MAX_CHOICE = 200, 10_000, 2_000, 200, 100


def with_host_fields(types: Sequence[CommunityType], given: HostFields) -> list[CommunityType]:
    """The types with the fields that the host adds to them.

    Args:
        types: As plugins and the host declare them.
        given: The host's fields.

    Raises:
        PluginError: There is no such type, or a field is malformed or is there already; it names `Kit(fields=...)`.
    """
    known = {getattr(made, "name", None) for made in types}  # what is no type is refused later
    if unknown := sorted(given.keys() - known):
        raise misdeclared(
            HOST,
            f"{HOST} names the type {unknown[0]!r}, which does not exist; known are: "
            f"{', '.join(sorted(filter(None, known)))}",
        )
    if not given:
        return list(types)
    return [_with_fields(made, given[made.name]) if made.name in given else made for made in types]


def _with_fields(made: CommunityType, added: Mapping[str, Sequence[Field]]) -> CommunityType:
    _check_shape(HOST, f"{HOST} for {made.name!r}", added)
    grown = {of: (*made.fields.get(of, ()), *added.get(of, ())) for of in {**made.fields, **added}}
    for of, declared in grown.items():
        if of in added:
            _check_unique(HOST, f"{of!r} of {made.name!r}", declared)
    return evolve(made, fields=grown)


def check_declared_fields(types: Iterable[CommunityType]) -> None:
    """Check the fields of types as they are declared, each by itself.

    Raises:
        PluginError: One is malformed, or is there twice.
    """
    for made in types:
        _check_shape(made.name, f"type {made.name!r}", made.fields)
        for of, declared in made.fields.items():
            _check_unique(made.name, f"{of!r} of {made.name!r}", declared)
        for kind in made.post_kinds:
            _check_shape(made.name, f"type {made.name!r}", {f"post.{kind.name}": kind.fields})


def check_composed_fields(
    types: Iterable[CommunityType], features: Mapping[str, Feature], universal: Iterable[str]
) -> None:
    """Check the fields of types with all that they are composed of.

    Args:
        types: The types.
        features: All features by name.
        universal: Names of the features that every community has.

    Raises:
        PluginError: Two contradict each other, or one could be given to nothing.
    """
    everywhere = tuple(universal)
    for made in types:
        kinds = {f"post.{kind.name}" for kind in made.post_kinds}
        for of in made.fields:
            if of not in kinds and (of == "post" or of not in SUBJECTS):
                choice = ", ".join((*SUBJECTS[1:], *sorted(kinds)))
                raise misdeclared(
                    made.name, f"type {made.name!r} has fields of {of!r}; choose one of: {choice}"
                )
        names = set(with_required((*everywhere, *made.features), features))
        records = {loader.record.__name__ for name in names for loader in features[name].loaders}
        _check_kinds(made)
        for subject in SUBJECTS:
            for declared in made.all_fields(subject).values():
                if isinstance(declared, ReferenceField) and declared.record not in records:
                    raise misdeclared(
                        made.name,
                        f"field {declared.name!r} of {made.name!r} refers to {declared.record!r}, "
                        "which nobody loads there",
                    )
                if fault := _misplaced(declared, subject):
                    raise misdeclared(made.name, f"field {declared.name!r} of {made.name!r} {fault}")


def _misplaced(declared: Field, subject: FieldSubject) -> str:
    """What things of this sort would not keep of a field; empty for nothing."""
    if isinstance(declared, TextField) and declared.searchable and subject != "post":
        return "is searchable; only fields of posts can be"
    if isinstance(declared, LicenceField) and subject != "post":
        return "is a licence; only posts are published under one"
    if subject == "member" and (declared.fixed or (isinstance(declared, ChoiceField) and declared.default)):
        return "is fixed or has a default; members give their values whenever they like"
    return ""


def _check_kinds(made: CommunityType) -> None:
    """One name means one thing for all posts, since posts of every kind are listed by it."""
    known: dict[str, Field] = {}
    for kind in made.post_kinds:
        of_kind = made.declared_fields("post", kind.name)
        if sum(isinstance(each, LicenceField) for each in of_kind) > 1:
            raise misdeclared(
                made.name, f"the post kind {kind.name!r} of {made.name!r} has two licences; leave one out"
            )
        _check_unique(made.name, f"the post kind {kind.name!r} of {made.name!r}", of_kind)
        for declared in of_kind:
            other = known.setdefault(declared.name, declared)
            if _means(other) != _means(declared):
                raise misdeclared(
                    made.name,
                    f"the field {declared.name!r} of {made.name!r} is declared in two ways by its post kinds; "
                    "use one kind of field, with the same licences, or another name",
                )


def _means(declared: Field) -> tuple[object, ...]:
    """What fields of one name have in common; the licences that a value names, but not which one is the default."""
    licences = declared.licences if isinstance(declared, LicenceField) else ()
    return type(declared), declared.filterable, licences


def _check_shape(plugin: str, where: str, declared: Any) -> None:
    if not isinstance(declared, Mapping):
        raise misdeclared(plugin, f"fields of {where} must be a mapping: {{'member': (TextField('city'),)}}")
    for of, fields in declared.items():
        if not isinstance(fields, Sequence) or not all(isinstance(each, Field) for each in fields):
            raise misdeclared(plugin, f"fields of {where} for {of!r} must be a tuple of fields")
        for each in fields:
            for fault in _faults(each):
                raise misdeclared(plugin, f"field {each.name!r} of {where} for {of!r}: {fault}")


def _check_unique(plugin: str, where: str, fields: Sequence[Field]) -> None:
    names: AbstractSet[str] = {each.name for each in fields}
    if len(names) < len(fields):
        twice = next(each.name for each in fields if [other.name for other in fields].count(each.name) > 1)
        raise misdeclared(plugin, f"the field {twice!r} of {where} is declared twice; leave one out")
    if len(fields) > MAX_FIELDS:
        raise misdeclared(plugin, f"{where} has {len(fields)} fields; at most {MAX_FIELDS} are possible")


def _faults(field: Field) -> Iterator[str]:
    """What is wrong with a declaration by itself."""
    if type(field) is Field or type(field) not in _LIMITS:
        yield f"use one of: {', '.join(kind.__name__ for kind in _LIMITS)}"
        return
    if not _NAME.fullmatch(_text(field.name)):
        yield "its name must be 1 to 63 small letters, digits and underscores, and begin with a letter"
    if field.label and not 1 <= len(_text(field.label)) <= _MAX_LABEL:
        yield f"its label must be a text of at most {_MAX_LABEL} characters"
    for name in ("required", "personal", "filterable", "fixed"):
        if not isinstance(getattr(field, name), bool):
            yield f"`{name}` must be True or False"
    yield from _LIMITS[type(field)](field)


def _text(value: object) -> str:
    """A text; what is none counts as an empty one. What types forbid is given all the same."""
    return value if isinstance(value, str) else ""


def _length(most: int) -> Callable[[Any], Iterator[str]]:
    def faults(field: TextField | AddressField) -> Iterator[str]:
        if type(field.max_length) is not int or not 1 <= field.max_length <= most:
            yield f"`max_length` must be 1 to {most}"

    return faults


def _number(field: NumberField) -> Iterator[str]:
    limits = [limit for limit in (field.minimum, field.maximum) if limit is not None]
    if any(type(limit) not in (int, float) or not math.isfinite(limit) for limit in limits):
        yield "`minimum` and `maximum` must be finite numbers"
    elif len(limits) > 1 and limits[0] > limits[1]:
        yield "`minimum` is more than `maximum`"


def _choice(field: ChoiceField) -> Iterator[str]:
    if not all(1 <= len(_text(word)) <= _MAX_CHOICE for word in field.choices):
        yield f"`choices` must be texts of 1 to {_MAX_CHOICE} characters"
    elif not 1 <= len(field.choices) <= _MAX_CHOICES or len(set(field.choices)) < len(field.choices):
        yield f"`choices` must be 1 to {_MAX_CHOICES} words, none of them twice"
    elif field.default and field.default not in field.choices:
        yield "`default` must be one of the choices"


def _licence(field: LicenceField) -> Iterator[str]:
    yield from _choice(field)
    if not all(_SPDX.fullmatch(_text(each.spdx)) for each in field.licences):
        yield "`licences` must have SPDX identifiers, such as CC-BY-SA-4.0 or LicenseRef-ours"
        return
    if not all(_text(each.name) and _WEB.fullmatch(_text(each.url)) for each in field.licences):
        yield "each of `licences` needs a name, and the address of its text on the web"
    if not any(each.spdx == field.default and each.offered for each in field.licences):
        yield "`default` must be one of the licences that are offered"
    if not field.fixed or field.personal:
        yield "it must stay `fixed` and not `personal`: what was licensed to everybody stays so"


def _date(field: DateField) -> Iterator[str]:
    limits = [limit for limit in (field.earliest, field.latest) if limit is not None]
    if any(isinstance(limit, datetime) or not isinstance(limit, date) for limit in limits):
        yield "`earliest` and `latest` must be dates"
    elif len(limits) > 1 and limits[0] > limits[1]:
        yield "`earliest` is after `latest`"


def _reference(field: ReferenceField) -> Iterator[str]:
    if not _text(field.record):
        yield "`record` must be the name of a record's class, such as 'Post'"


def _nothing(_: Field) -> Iterator[str]:
    yield from ()


_LIMITS: dict[type[Field], Callable[[Any], Iterator[str]]] = {
    TextField: _length(_MAX_TEXT),
    NumberField: _number,
    ChoiceField: _choice,
    LicenceField: _licence,
    VersionField: _nothing,
    DateField: _date,
    AddressField: _length(_MAX_ADDRESS),
    ReferenceField: _reference,
}
