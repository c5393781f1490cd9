"""How community types are composed of others: as data, by one rule, and with an account of what came from where.

The rule: what the type declares itself counts, then what the first of the types in `composes` declares, then the
second, and so on. Each post kind, reaction, role, word, setting, record for features and field is taken whole from
the first type that declares it. Features are added up, in this order, since a feature has no two versions. Trust
levels are a ladder, of which the members' levels are numbers: it is taken whole, from the first type that has a
ladder of its own. The default features and reactions of a `CommunityType` count for a type that is composed of none,
not for one that gets them from others.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from attrs import evolve, frozen

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.model.type_origins import PassedOver, TypeComposition, TypeField, TypeValue
from commkit.runtime.model.types import DEFAULT_FEATURES, DEFAULT_REACTIONS, DEFAULT_TRUST, CommunityType
from commkit.runtime.values.serialization import dump, to_json

_FIELDS: tuple[TypeField, ...] = get_args(TypeField)


@frozen
class _Declared:
    """A value that a type declares itself."""

    field: TypeField
    name: str
    value: Any


def compose_types(declared: Sequence[CommunityType]) -> dict[str, CommunityType]:
    """Put composed types together.

    Args:
        declared: All types of a Kit as they were declared; their names are unique.

    Returns:
        The types as they are used, by name.

    Raises:
        PluginError: A type names one that is not there, names one twice, or is composed of itself.
    """
    known = {made.name: made for made in declared}
    return {made.name: _composed(made, [known[part] for part in _order(made, known)]) for made in declared}


def describe_composition(name: str, declared: Mapping[str, CommunityType]) -> TypeComposition:
    """Say which value of a type came from which type, and what was passed over.

    Args:
        name: The type.
        declared: All types of the Kit as they were declared, by name.
    """
    order = tuple(_order(declared[name], declared))
    values = sorted(
        _values([declared[part] for part in order]), key=lambda each: _FIELDS.index(each.declared.field)
    )
    return TypeComposition(name, order[1:], tuple(map(_as_origin, values)))


def _order(
    made: CommunityType, known: Mapping[str, CommunityType], above: tuple[str, ...] = ()
) -> Iterator[str]:
    """The type and all that it is composed of, each once, in the order in which they count."""
    if made.name in above:
        way = " > ".join((*above, made.name))
        raise misdeclared(made.name, f"type {made.name!r} is composed of itself: {way}")
    if len(set(made.composes)) < len(made.composes):
        raise misdeclared(made.name, f"type {made.name!r} names a type twice in `composes`; name each once")
    found = [made.name]
    for part in made.composes:
        if part not in known:
            raise misdeclared(
                made.name,
                f"type {made.name!r} is composed of {part!r}, which is no type here; known are: "
                f"{', '.join(sorted(known))}; give its plugin to the Kit, or name it in `commkit_requires`",
            )
        found.extend(_order(known[part], known, (*above, made.name)))
    yield from dict.fromkeys(found)


@frozen
class _Value:
    """A value with its origin, and the other types' values."""

    declared: _Declared
    type: str
    others: tuple[tuple[str, Any], ...]


def _values(parts: Sequence[CommunityType]) -> list[_Value]:
    """Every value that one of the types declares, the first one's where several do."""
    offers: dict[tuple[TypeField, str], list[tuple[str, _Declared]]] = {}
    for part in parts:
        for each in _declared_by(part):
            offers.setdefault((each.field, each.name), []).append((part.name, each))
    return [
        _Value(
            first,
            owner,
            tuple((other, its.value) for other, its in rest if its.value != first.value),
        )
        for (owner, first), *rest in offers.values()
    ]


def _declared_by(made: CommunityType) -> Iterator[_Declared]:
    """What a type says itself; see the top of this module for what it leaves at its default."""
    features = () if made.composes and made.features is DEFAULT_FEATURES else made.features
    reactions = {} if made.composes and made.reactions is DEFAULT_REACTIONS else made.reactions
    named: tuple[tuple[TypeField, Mapping[str, Any]], ...] = (
        ("features", {feature: feature for feature in features}),
        ("post_kinds", {kind.name: kind for kind in made.post_kinds}),
        ("reactions", reactions),
        ("roles", made.roles),
        ("trust", {} if made.trust is DEFAULT_TRUST else {"": made.trust}),
        ("settings", _flat(made.settings)),
        ("archive_settings", _flat(made.archive_settings)),
        ("words", made.words),
        ("summary", {"": made.summary} if made.summary else {}),
        ("declares", {f"{type(each).__name__}.{each.name}": each for each in made.declares}),
        ("fields", {f"{of}.{each.name}": each for of, its in made.fields.items() for each in its}),
    )
    for field, values in named:
        for name, value in values.items():
            yield _Declared(field, name, value)


def _flat(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {f"{feature}.{name}": value for feature, its in settings.items() for name, value in its.items()}


def _composed(made: CommunityType, parts: Sequence[CommunityType]) -> CommunityType:
    """The type with the values of its parts, itself the first of them; the very same one where it has no others."""
    if not made.composes:
        return made
    by_field: dict[TypeField, dict[str, Any]] = {}
    for value in _values(parts):
        by_field.setdefault(value.declared.field, {})[value.declared.name] = value.declared.value
    return evolve(
        made,
        features=tuple(by_field.get("features", {})),
        post_kinds=tuple(by_field.get("post_kinds", {}).values()),
        reactions=by_field.get("reactions", {}),
        roles=by_field.get("roles", {}),
        trust=by_field.get("trust", {}).get("", DEFAULT_TRUST),
        settings=_nested(by_field.get("settings", {}), [part.settings for part in parts]),
        archive_settings=_nested(
            by_field.get("archive_settings", {}), [part.archive_settings for part in parts]
        ),
        words=by_field.get("words", {}),
        summary=by_field.get("summary", {}).get("", ""),
        declares=tuple(by_field.get("declares", {}).values()),
        fields=_fields_by_subject(by_field.get("fields", {})),
    )


def _fields_by_subject(flat: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Fields by what has them; the name of a field holds no dot."""
    found: dict[str, tuple[Any, ...]] = {}
    for name, value in flat.items():
        subject = name.rpartition(".")[0]
        found[subject] = (*found.get(subject, ()), value)
    return found


def _nested(
    flat: Mapping[str, Any], layers: Sequence[Mapping[str, Mapping[str, Any]]]
) -> dict[str, dict[str, Any]]:
    """Settings by feature and name; the features are taken from the types, as both kinds of names may hold a dot."""
    return {
        feature: {name: flat[f"{feature}.{name}"] for its in layers for name in its.get(feature, {})}
        for layer in layers
        for feature in layer
    }


def _as_origin(value: _Value) -> TypeValue:
    return TypeValue(
        value.declared.field,
        value.declared.name,
        value.type,
        _told(value.declared),
        tuple(PassedOver(other, _told(evolve(value.declared, value=its))) for other, its in value.others),
    )


def _told(declared: _Declared) -> str:
    # What is declared for features may hold functions and classes.
    return to_json(repr(declared.value) if declared.field == "declares" else dump(declared.value))
