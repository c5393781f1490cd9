"""`commkit plugin status` and `commkit plugin remove`: what plugins have in the database, and the end of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from attrs import asdict
from cyclopts import App, Parameter
from rich.text import Text

from commkit.adapters.cli.exit_codes import OK
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.adapters.cli.output import table
from commkit.plugins import PluginStatus, RemovalPlan

plugin = App(name="plugin", help="Show what plugins have in the database, and remove one from it.")

Name = Annotated[str, Parameter(help="The plugin, as `commkit plugin status` shows it.")]
Yes = Annotated[bool, Parameter(name="--yes", negative="", help="Do it; else only the plan is shown.")]
Export = Annotated[
    Path | None,
    Parameter(
        name="--export",
        help="Write the rows of the tables into this empty or new folder first, as JSON lines, a file a table.",
    ),
]


@plugin.command
def status(*, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """Show each plugin that the application has, or that the database has something of."""
    with open_kit(database_options) as (kit, out):
        found = kit.plugins.status()
        rows = [
            (
                its.name,
                _state(its),
                ", ".join(f"{each.name} ({each.rows:,})" for each in its.tables) or "-",
                ", ".join(
                    f"{each.name} ({each.open:,} open, {each.archived:,} archived)" for each in its.types
                )
                or "-",
                ", ".join(its.requires) or "-",
                its.waiting,
            )
            for its in found
        ]
        out.result(
            {"plugins": [_as_json(its) for its in found]},
            table(
                "plugin",
                "state",
                "tables (rows)",
                "types (communities)",
                "builds on",
                "waiting",
                rows=rows,
                right=("waiting",),
            ),
        )
    return OK


@plugin.command
def remove(
    name: Name,
    /,
    *,
    yes: Yes = False,
    export: Export = None,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
) -> int:
    """Remove a plugin from the database: show the plan, or carry it out with --yes.

    Communities of its types are archived and stay readable; its tables are dropped. It works while the plugin is
    installed, and when it is gone already. All of it is done, or nothing.
    """
    with open_kit(database_options) as (kit, out):
        plan = kit.plugins.remove(name, export=export) if yes else kit.plugins.plan_removal(name)
        out.result(
            {
                "applied": yes,
                "export": str(export) if yes and export is not None else None,
                "archives": [asdict(its) for its in plan.archives],
                "in_use": [asdict(its) for its in plan.in_use],
                "needed_by": list(plan.needed_by),
                "plugin": _as_json(plan.status),
            },
            *_lines(plan, name, yes=yes, export=export),
        )
    return OK


def _as_json(status: PluginStatus) -> dict[str, Any]:
    return asdict(status)


def _state(status: PluginStatus) -> Text:
    if not status.installed:
        return Text("missing" if status.declared else "missing, nothing declared", style="yellow")
    return Text("installed", style="green")


def _lines(plan: RemovalPlan, name: str, *, yes: bool, export: Path | None) -> Iterator[Text]:
    def told(done: str, planned: str) -> str:
        return done if yes else f"would {planned}"

    for community in plan.archives:
        yield Text(f"{told('archived', 'archive')} the community {community.slug} ({community.type})")
    for its in plan.status.tables:
        yield Text(f"{told('dropped', 'drop')} the table {its.name} with {its.rows:,} rows")
    if plan.status.waiting:
        yield Text(
            f"{told('settled', 'settle')} {plan.status.waiting:,} deliveries, facts and scheduled commands that waited"
        )
    if yes:
        if export is not None:
            yield Text(f"the rows of its tables are in {export}")
        if plan.status.installed:
            yield Text(
                f"now take {name} out of your Kit, and uninstall it: `commkit migrate` would make its tables anew"
            )
        return
    yield from _refusals(plan, name)
    if plan.status.tables:
        yield Text("with --export FOLDER their rows are written there first", style="dim")
    yield Text("nothing was changed; say --yes to do it", style="dim")


def _refusals(plan: RemovalPlan, name: str) -> Iterator[Text]:
    for community in plan.in_use:
        yield Text(
            f"refused while the community {community.slug} ({community.type}) is open, "
            f"whose type uses features of {name}",
            style="yellow",
        )
    for other in plan.needed_by:
        yield Text(f"refused while this Kit has {other}, which builds on {name}", style="yellow")
