"""The tables for plugin authors: decorators of a feature, members of a context, annotations of fields, ports."""

import inspect
from collections.abc import Iterator
from typing import Any

import commkit_developer
import commkit_support
from commkit import Context, Feature, Kit
from commkit.runtime.composing.hooks import Hooks
from commkit.runtime.model.messages import Command, Message, Query, TextCommand
from commkit.runtime.storage.annotations import ANNOTATIONS
from commkit.runtime.storage.columns import Choice, Words
from commkit.runtime.storage.record_fields import COLUMN_TYPES
from commkit.storage import Crud

Row = list[str]


def rows_of(what: str) -> tuple[Row, list[Row]]:
    """The head and the rows of a table.

    Raises:
        ValueError: There is no such table.
    """
    match what:
        case "decorators":
            return ["decorator", "function", "what it registers"], decorators(Feature)
        case "other members of Feature":
            return ["member", "what it is"], others(Feature)
        case "hooks":
            return ["hook", "what it yields"], [[f"`{name}`", _said(hook)] for name, hook in _methods(Hooks)]
        case "members of Context":
            return ["member", "of", "what it is"], members(Context)
        case "members of Crud":
            return ["member", "of", "what it is"], members(Crud)
        case "declarations of messages":
            return ["attribute", "of", "default"], declarations()
        case "annotations":
            return ["annotation", "arguments", "what the column holds"], annotations()
        case "field types":
            return ["type of the field", "column"], field_types()
        case "ports":
            return ["port", "feature", "methods", "what it is"], ports()
    raise ValueError(f"there is no table {what!r}")


def decorators(feature: type) -> list[Row]:
    """Every decorator: a public method that gives a function which takes a function."""
    return [[f"`@feature.{n}`", _takes(m), _said(m)] for n, m in _methods(feature) if not _gives_feature(m)]


def others(feature: type) -> list[Row]:
    """The public members of a feature that are no decorators and no attributes."""
    copies = [[f"`{n}{_arguments(m)}`", _said(m)] for n, m in _methods(feature) if _gives_feature(m)]
    properties = inspect.getmembers(feature, lambda member: isinstance(member, property))
    return [*copies, *([f"`{name}`", _said(value)] for name, value in properties if name[0] != "_")]


def members(kind: type) -> list[Row]:
    """Every public method and property, those of its bases too."""
    rows = []
    for name, value in inspect.getmembers(kind):
        if name[0] == "_" or not (inspect.isfunction(value) or isinstance(value, property)):
            continue
        home = next(base for base in kind.__mro__ if name in vars(base))
        shown = f"`{name}`" if isinstance(value, property) else f"`{name}{_arguments(value)}`"
        rows.append([shown, f"`{home.__name__}`", _said(value)])
    return rows


def declarations() -> list[Row]:
    """What the class of a message may say of itself."""
    rows = []
    for kind in (Message, Command, TextCommand, Query):
        for name in inspect.get_annotations(kind):
            default = vars(kind).get(name, "none: it must be said")
            rows.append(
                [f"`{name}`", f"`{kind.__name__}`", f"`{default!r}`" if name in vars(kind) else default]
            )
    return rows


def annotations() -> list[Row]:
    """Every annotation of a record's field."""
    return [[f"`{m.__name__}`", f"`{_arguments(m.__init__)}`", _said(m)] for m in ANNOTATIONS]


def field_types() -> list[Row]:
    """Every type of a record's field."""
    rows = [[f"`{kind.__name__}`", f"`{column.__name__}`"] for kind, column in COLUMN_TYPES.items()]  # type: ignore[attr-defined]
    return [
        *rows,
        ["a new type of one of these", "that of the type"],
        ["`str` with a `max`", "`Text`, or `String(max)` with `multiline=False`"],
        ["a `StrEnum`", f"`{Choice.__name__}`"],
        ["`tuple[str, ...]`", f"`{Words.__name__}`"],
        ["`X | None`", "that of X, and it may be NULL"],
    ]


def ports() -> list[Row]:
    """Every object that the core and the plugins of this repository ask the host for."""
    support = commkit_support.Support(no_help_desk_reason="for the documentation")
    kit = Kit("sqlite://", plugins=[support, commkit_developer.Developer()])
    kit.close()
    rows = []
    for feature in kit.registry.features.values():
        for port in feature.port_types:
            methods = ", ".join(f"`{name}`" for name, _ in _methods(port)) or "-"
            rows.append([f"`{port.__name__}`", f"`{feature.name}`", methods, _said(port)])
    return rows


def _methods(kind: type) -> Iterator[tuple[str, Any]]:
    for name, value in inspect.getmembers(kind, inspect.isfunction):
        if name[0] != "_":
            yield name, value


def _gives_feature(method: Any) -> bool:
    return inspect.get_annotations(method).get("return") in (Feature, "Feature")


def _takes(method: Any) -> str:
    """The function that is registered, as the docstring shows it: `(context, fact) -> None`."""
    found = [part for part in (inspect.getdoc(method) or "").split("`") if part.startswith("(")]
    return f"`{found[0]}`" if found else ""


def _arguments(function: Any) -> str:
    names = []
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        default = "" if parameter.default is parameter.empty else f"={_shown(parameter.default)}"
        names.append(f"{star}{name}{default}")
    return f"({', '.join(names)})"


def _shown(value: Any) -> str:
    return str(value) if hasattr(type(value), "__members__") else repr(value)


def _said(value: Any) -> str:
    """The first sentence of a docstring."""
    text = " ".join((inspect.getdoc(value) or "").partition("\n\n")[0].split())
    return text.replace("|", "\\|")
