"""`commkit types`: the installed plugins, and the content of each community type."""

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from textwrap import shorten
from typing import Any

from attrs import asdict
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from commkit import __version__
from commkit.adapters.cli.app_kit import given_kit, load_kit
from commkit.adapters.cli.exit_codes import OK
from commkit.adapters.cli.options import App, Json, build_kit
from commkit.adapters.cli.output import Output, table
from commkit.core import UNIVERSAL_FEATURES
from commkit.insight import Benefit, BenefitArea, Guard, GuardEvidence
from commkit.kit import Kit
from commkit.runtime.composing.declared_records import declared_records
from commkit.runtime.composing.features import with_required
from commkit.runtime.composing.hooks import ENTRY_POINTS
from commkit.runtime.model.types import ROLE_ORDER, CommunityType
from commkit.runtime.values.serialization import dump, override


def types(*, app: App = "", json: Json = False) -> int:
    """Show the installed plugins with their versions, and the content of each community type. Needs no database."""
    out = Output(json=json)
    host_kit = given_kit(app)
    kit = host_kit or (load_kit(app) if app else build_kit("sqlite://", out))
    try:
        values = {
            "commkit": __version__,
            "plugins": _plugins(kit),
            "types": [_type(community_type, kit) for community_type in kit.types],
        }
    finally:
        if host_kit is None:
            kit.close()
    out.result(values, *_render(values, kit))
    return OK


def _plugins(kit: Kit) -> list[dict[str, Any]]:
    """What is installed, and what the Kit has: a plugin may build on one that is not discovered."""
    installed = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    broken = {its.plugin: its.error.message for its in reversed(kit.broken)}
    names = {*installed, *kit.plugins.requires, *broken}
    return [_plugin(name, kit, installed.get(name), broken.get(name)) for name in sorted(names)]


def _plugin(name: str, kit: Kit, entry: EntryPoint | None, broken: str | None) -> dict[str, Any]:
    dist = entry.dist if entry is not None else None
    return {
        "name": name,
        "distribution": dist.name if dist else None,
        "version": dist.version if dist else None,
        "features": [feature for feature, its in kit.registry.features.items() if its.plugin == name],
        "requires": list(kit.plugins.requires.get(name, ())),
        "broken": broken,
    }


def _type(community_type: CommunityType, kit: Kit) -> dict[str, Any]:
    return {
        "name": community_type.name,
        "summary": community_type.summary,
        "features": _features(community_type, kit),
        "kinds": [
            {
                "name": kind.name,
                "opens": kind.opens,
                "replies": list(kind.replies),
                "states": {state: list(next_states) for state, next_states in kind.states.items()},
                "closed": sorted(kind.closed),
                "awaits": kind.awaits,
            }
            for kind in community_type.post_kinds
        ],
        "roles": [*ROLE_ORDER[2:], *(role for role in community_type.roles if role not in ROLE_ORDER)],
        "reactions": dict(community_type.reactions),
        "trust": [level.name for level in community_type.trust],
        **_measures(community_type, kit),
        "settings": {name: dump(found) for name, found in _settings(community_type, kit)},
        "composition": dump(kit.registry.composition_of(community_type.name)),
    }


def _measures(community_type: CommunityType, kit: Kit) -> dict[str, dict[str, list[str]]]:
    """The names of the numbers by which each benefit is measured, and which each guard reads."""
    features = [kit.registry.features[name] for name in _features(community_type, kit)]
    declared = declared_records(community_type, features)
    benefits, evidence = declared[Benefit], declared[GuardEvidence]
    return {
        "benefits": {area: [each.name for each in benefits if each.area is area] for area in BenefitArea},
        "guards": {guard: [each.name for each in evidence if each.guard is guard] for guard in Guard},
    }


def _settings(community_type: CommunityType, kit: Kit) -> Iterator[tuple[str, Any]]:
    """The settings of each feature, as a new community of the type has them."""
    for name in _features(community_type, kit):
        defaults = kit.registry.features[name].settings
        if defaults is not None:
            yield name, override(defaults, community_type.settings.get(name, {}))


def _features(community_type: CommunityType, kit: Kit) -> list[str]:
    return list(with_required((*UNIVERSAL_FEATURES, *community_type.features), kit.registry.features))


def _render(values: dict[str, Any], kit: Kit) -> Iterable[RenderableType]:
    rows = [
        (
            plugin["name"],
            plugin["version"] or "-",
            Text(f"broken: {plugin['broken']}", style="red")
            if plugin["broken"]
            else Text(", ".join(plugin["features"]) or "-"),
            ", ".join(plugin["requires"]) or "-",
        )
        for plugin in values["plugins"]
    ]
    core = ("commkit", values["commkit"], "the core", "-")
    yield table("plugin", "version", "features", "builds on", rows=[core, *rows])
    for community_type, its in zip(values["types"], kit.types, strict=True):
        title = Text(f"type {its.name}")
        yield Panel(
            _render_type(community_type, _settings(its, kit)),
            title=title,
            title_align="left",
            border_style="cyan",
        )
    if not values["types"]:
        yield Text("no community type is installed; try: pip install commkit-support")


def _render_type(community_type: dict[str, Any], settings: Iterable[tuple[str, Any]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    grid.add_row("features", Text(", ".join(community_type["features"])))
    for kind in community_type["kinds"]:
        below = f"; below it: {', '.join(kind['replies'])}" if kind["replies"] else ""
        states = ", ".join(
            f"{state} > {' | '.join(next_states)}" if next_states else state
            for state, next_states in kind["states"].items()
        )
        grid.add_row(
            "opens a thread" if kind["opens"] else "reply", Text(f"{kind['name']} ({states}){below}")
        )
    grid.add_row("roles", Text(", ".join(community_type["roles"])))
    grid.add_row(
        "reactions",
        Text(", ".join(f"{name} {score:+d}" for name, score in community_type["reactions"].items())),
    )
    grid.add_row("trust levels", Text(", ".join(community_type["trust"])))
    for name in ("benefits", "guards"):
        read = [
            f"{about}: {', '.join(measures)}" for about, measures in community_type[name].items() if measures
        ]
        grid.add_row(name, Text("\n".join(read) or "none"))
    composition = community_type["composition"]
    if composition["composes"]:
        grid.add_row("composed of", Text(", ".join(composition["composes"])))
    for value in composition["values"]:
        if value["passed_over"]:
            others = ", ".join(other["type"] for other in value["passed_over"])
            told = f"{value['field']} {value['name']}".strip()
            grid.add_row("decided", Text(f"{told}: as in {value['type']}, not as in {others}"))
    for feature, values in settings:
        lines = [f"{name} = {_shown(value)}" for name, value in asdict(values, recurse=False).items()]
        grid.add_row(f"settings of {feature}", Text("\n".join(lines)))
    return Group(Text(community_type["summary"], style="italic"), grid) if community_type["summary"] else grid


def _shown(value: object) -> str:
    """The value of a setting as people read it, in one line."""
    match dump(value):
        case list(items):
            text = ", ".join(map(str, items)) or "none"
        case dict(items):
            text = ", ".join(f"{name}: {item}" for name, item in items.items()) or "none"
        case _:
            text = str(value)
    return shorten(text, 60)
