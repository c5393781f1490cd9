"""`commkit types`: which plugins are installed, and what each community type holds."""

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from textwrap import shorten
from typing import Any

from attrs import asdict
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from commkit import __version__
from commkit.adapters.cli.exit_codes import OK
from commkit.adapters.cli.options import Json, build_kit
from commkit.adapters.cli.output import Output, table
from commkit.core import UNIVERSAL_FEATURES
from commkit.kit import Kit
from commkit.runtime.composing.hooks import ENTRY_POINTS
from commkit.runtime.composing.registry import with_required
from commkit.runtime.model.types import ROLE_ORDER, CommunityType
from commkit.runtime.values.serialization import dump, override


def types(*, json: Json = False) -> int:
    """Show what is installed: plugins with their versions, and what each community type holds. Needs no database."""
    out = Output(json=json)
    kit = build_kit("sqlite://", out)
    try:
        values = {
            "commkit": __version__,
            "plugins": [_plugin(name, kit) for name in _plugin_names()],
            "types": [_type(made, kit) for made in kit.types],
        }
    finally:
        kit.close()
    out.result(values, *_shown(values, kit))
    return OK


def _plugin_names() -> list[str]:
    return sorted(entry.name for entry in entry_points(group=ENTRY_POINTS))


def _plugin(name: str, kit: Kit) -> dict[str, Any]:
    (entry,) = [entry for entry in entry_points(group=ENTRY_POINTS) if entry.name == name][:1]
    broken = [
        getattr(found.error, "message", str(found.error)) for found in kit.broken if found.plugin == name
    ]
    return {
        "name": name,
        "distribution": entry.dist.name if entry.dist else None,
        "version": entry.dist.version if entry.dist else None,
        "features": [feature for feature, its in kit.registry.features.items() if its.plugin == name],
        "broken": broken[0] if broken else None,
    }


def _type(made: CommunityType, kit: Kit) -> dict[str, Any]:
    return {
        "name": made.name,
        "summary": made.summary,
        "features": _features(made, kit),
        "kinds": [
            {
                "name": kind.name,
                "opens": kind.opens,
                "replies": list(kind.replies),
                "states": {state: list(ways) for state, ways in kind.states.items()},
                "closed": sorted(kind.closed),
                "awaits": kind.awaits,
            }
            for kind in made.post_kinds
        ],
        "roles": [*ROLE_ORDER[2:], *(role for role in made.roles if role not in ROLE_ORDER)],
        "reactions": dict(made.reactions),
        "trust": [level.name for level in made.trust],
        "settings": {name: dump(found) for name, found in _settings(made, kit)},
    }


def _settings(made: CommunityType, kit: Kit) -> Iterator[tuple[str, Any]]:
    """The settings of each feature, as a new community of the type has them."""
    for name in _features(made, kit):
        defaults = kit.registry.features[name].settings
        if defaults is not None:
            yield name, override(defaults, made.settings.get(name, {}))


def _features(made: CommunityType, kit: Kit) -> list[str]:
    return list(with_required((*UNIVERSAL_FEATURES, *made.features), kit.registry.features))


def _shown(values: dict[str, Any], kit: Kit) -> Iterable[RenderableType]:
    rows = [
        (
            plugin["name"],
            plugin["version"] or "-",
            Text(f"broken: {plugin['broken']}", style="red")
            if plugin["broken"]
            else Text(", ".join(plugin["features"]) or "-"),
        )
        for plugin in values["plugins"]
    ]
    yield table("plugin", "version", "features", rows=[("commkit", values["commkit"], "the core"), *rows])
    for made, its in zip(values["types"], kit.types, strict=True):
        title = Text(f"type {its.name}")
        yield Panel(
            _type_shown(made, _settings(its, kit)), title=title, title_align="left", border_style="cyan"
        )
    if not values["types"]:
        yield Text("no community type is installed; try: pip install commkit-support")


def _type_shown(made: dict[str, Any], settings: Iterable[tuple[str, Any]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    grid.add_row("features", Text(", ".join(made["features"])))
    for kind in made["kinds"]:
        below = f"; below it: {', '.join(kind['replies'])}" if kind["replies"] else ""
        states = ", ".join(
            f"{state} > {' | '.join(ways)}" if ways else state for state, ways in kind["states"].items()
        )
        grid.add_row(
            "opens a thread" if kind["opens"] else "reply", Text(f"{kind['name']} ({states}){below}")
        )
    grid.add_row("roles", Text(", ".join(made["roles"])))
    grid.add_row(
        "reactions", Text(", ".join(f"{name} {worth:+d}" for name, worth in made["reactions"].items()))
    )
    grid.add_row("trust levels", Text(", ".join(made["trust"])))
    for feature, values in settings:
        told = [
            f"{name} = {shorten(str(value), 60)}" for name, value in asdict(values, recurse=False).items()
        ]
        grid.add_row(f"settings of {feature}", Text("\n".join(told)))
    return Group(Text(made["summary"], style="italic"), grid) if made["summary"] else grid
