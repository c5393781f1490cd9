"""`commkit migrate`, `check` and `status`: whether the database matches the code."""

from attrs import asdict
from rich.text import Text

from commkit.adapters.cli.exit_codes import OK, SCHEMA_MISMATCH
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.adapters.cli.output import table
from commkit.adapters.cli.purge_old_rows import retention_table
from commkit.plugins import PluginType
from commkit.runtime.composing.migrations import ComponentStatus
from commkit.runtime.model.records import WaitingWork


def migrate(*, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """Migrate the database, and create it where there is none. Safe to run from many machines at once."""
    with open_kit(database_options, new=True) as (kit, out):
        with out.progress("migrating"):
            ran = kit.migrate()
        lines = [f"ran {step}" for step in ran] or ["nothing to do: the database is up to date"]
        out.result({"ran": list(ran)}, *map(Text, lines))
    return OK


def check(*, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """Check that the database matches the code; exit code 3 where it does not.

    That includes open communities whose type the code lacks: they are read-only until it has it or they are archived.
    """
    with open_kit(database_options) as (kit, out):
        kit.check()
        types = kit.plugins.missing_types()
        plugins = [part.component for part in kit.status() if part.missing and part.version]
        is_compatible = not any(its.open for of in types.values() for its in of)
        out.result(
            {
                "compatible": is_compatible,
                "missing_plugins": plugins,
                "missing_types": [
                    {"plugin": owner, **asdict(its)} for owner, of in types.items() for its in of
                ],
            },
            *map(_missing_plugin, plugins),
            *(_missing_type(owner, its) for owner, of in types.items() for its in of),
            *([Text("the database matches the code")] if is_compatible else []),
        )
    return OK if is_compatible else SCHEMA_MISMATCH


def status(*, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """Show each component's revision, what waits for a worker that has what it needs, and how long rows are kept."""
    with open_kit(database_options) as (kit, out):
        found = kit.status()
        is_compatible = not any(part.pending or part.too_new for part in found)
        waiting = kit.worker().waiting() if is_compatible else ()
        kept = kit.retention_status() if is_compatible else ()
        rows = [(part.component, part.version or "-", _state(part)) for part in found]
        out.result(
            {
                "database": str(kit.database.url.render_as_string(hide_password=True)),
                "compatible": is_compatible,
                "components": [
                    {
                        "component": part.component,
                        "version": part.version,
                        "pending": list(part.pending),
                        "too_new": part.too_new,
                        "missing": part.missing,
                        "missing_types": list(part.types),
                    }
                    for part in found
                ],
                "waiting": list(map(asdict, waiting)),
                "retention": kit.dump(kept),
            },
            table("component", "version", "state", rows=rows),
            *map(_waiting, waiting),
            *([retention_table(kept)] if kept else []),
        )
    return OK


def _waiting(work: WaitingWork) -> Text:
    return Text(f"{work.count:,} waiting for a worker that has the {work.need}", style="yellow")


def _missing_plugin(name: str) -> Text:
    return Text(
        f"the database has tables of the plugin {name}, which is not in this Kit: see `commkit plugin status`",
        style="yellow",
    )


def _missing_type(owner: str, its: PluginType) -> Text:
    counts = f"{its.open:,} open and {its.archived:,} archived communities"
    what = (
        "install it, or see `commkit plugin remove`"
        if its.open
        else "they are archived, and can still be read"
    )
    return Text(
        f"{counts} have the type {its.name} of {owner}, which is not in this Kit: {what}", style="yellow"
    )


def _state(part: ComponentStatus) -> Text:
    if part.types:
        return Text(f"not in this Kit: type {', '.join(part.types)}", style="yellow")
    if part.missing:
        return Text("not in this Kit", style="yellow")
    if part.too_new:
        return Text("newer than the code", style="red")
    if part.pending:
        return Text(f"pending: {', '.join(part.pending)}", style="yellow")
    return Text("up to date", style="green")
