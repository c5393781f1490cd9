"""`commkit new-revision`: the next migration of a plugin, from what its tables declare and its migrations make."""

import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import invalidate_caches
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from attrs import frozen
from cyclopts import Parameter
from rich.text import Text
from sqlalchemy import MetaData

from commkit.adapters.cli.autogenerate import Changes, changes_of, revision_source
from commkit.adapters.cli.exit_codes import OK, CliError
from commkit.adapters.cli.options import Json
from commkit.adapters.cli.output import Output
from commkit.kit import Kit
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.hooks import ENTRY_POINTS
from commkit.runtime.composing.migrations import Component, components
from commkit.runtime.composing.plugin_loading import load_plugin
from commkit.runtime.storage.table_names import table_prefix

PluginName = Annotated[str, Parameter(help="The plugin's name, as its entry point has it.")]
Message = Annotated[str, Parameter(help="What the revision does, in a few words.")]
Project = Annotated[
    Path, Parameter(help="The folder of the plugin's pyproject.toml; an installed plugin needs none.")
]


@frozen
class Written:
    """A revision that was written.

    Attributes:
        file: Where it is.
        changes: What it does.
    """

    file: Path
    changes: Changes


def new_revision(
    plugin: PluginName, message: Message, /, *, project: Project = Path(), json: Json = False
) -> int:
    """Write the next migration of a plugin: what its tables declare and its migrations do not make yet."""
    out = Output(json=json)
    written = write_revision(plugin, message, project=project)
    if written is None:
        out.result(
            {"plugin": plugin, "revision": None},
            Text(f"nothing changed: the migrations of {plugin} make what its tables declare"),
        )
        return OK
    if written.changes.loses:
        out.warn(f"it deletes data, read it: {'; '.join(written.changes.loses)}")
    revision = written.file.name.partition("_")[0]
    out.result(
        {"plugin": plugin, "revision": revision, "file": str(written.file)}, Text(f"wrote {written.file}")
    )
    return OK


def write_revision(plugin: str, message: str, *, project: Path) -> Written | None:
    """Write the next migration of a plugin.

    Args:
        plugin: The plugin's name.
        message: What the revision does.
        project: The folder with the plugin's pyproject.toml.

    Returns:
        The revision; None where nothing changed.

    Raises:
        CliError: There is no such plugin, it has no tables, or its change cannot be made with rows in the table.
    """
    slug = "_".join(word for word in "".join(c if c.isalnum() else " " for c in message.lower()).split())
    if not slug.isascii() or not slug:
        raise CliError(
            "cli.bad_message", "say in a few English words what the revision does: its file is named so"
        )
    loaded = _load(plugin, project)
    features = load_plugin(loaded).loaded.features
    with _migrated(loaded) as kit:
        part = _component(plugin, features)
        found = changes_of(kit.database.engine, _tables(features), prefix=table_prefix(plugin))
        if not found.upgrade.ops:
            return None
        if found.impossible:
            raise CliError("cli.impossible_change", "; ".join(found.impossible))
        last = part.revisions[-1] if part.revisions else None
        number = f"{int(last or 0) + 1:04d}"
        file = Path(str(files(part.package))) / f"{number}_{slug}.py"
        file.write_text(revision_source(found, message, revision=number, after=last))
        invalidate_caches()
        _try_out(kit, features, file, plugin)
    return Written(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file, found)


def _load(plugin: str, project: Path) -> Any:
    entry = _entry_of_project(plugin, project) or next(
        iter(entry_points(group=ENTRY_POINTS, name=plugin)), None
    )
    if entry is None:
        raise CliError(
            "cli.no_plugin",
            f"there is no plugin {plugin!r}: run it where the plugin's pyproject.toml is, name that folder with "
            "--project, or install the plugin",
        )
    try:
        return entry.load()
    except ImportError as error:
        raise CliError("cli.broken_plugin", f"{entry.value} cannot be imported: {error}") from error


def _entry_of_project(plugin: str, project: Path) -> EntryPoint | None:
    """The entry point that a project declares, whether or not it is installed; its folder can be imported from then."""
    file = project / "pyproject.toml"
    if not file.is_file():
        return None
    declared = (
        tomllib.loads(file.read_text()).get("project", {}).get("entry-points", {}).get(ENTRY_POINTS, {})
    )
    if plugin not in declared:
        return None
    for folder in (project, project / "src"):
        if str(folder.resolve()) not in sys.path:
            sys.path.insert(0, str(folder.resolve()))
    return EntryPoint(plugin, declared[plugin], ENTRY_POINTS)


@contextmanager
def _migrated(plugin: Any) -> Iterator[Kit]:
    """A Kit with the plugin on a fresh database, at the present head of all migrations."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'fresh.db'}"
        with closing(Kit(url, plugins=[plugin], discover_installed=True, on_broken="skip")) as kit:
            for broken in kit.broken:
                if broken.plugin == getattr(plugin, "name", None) or _is_of(broken.plugin, plugin):
                    raise broken.error
            kit.migrate()
            yield kit


def _is_of(name: str, plugin: Any) -> bool:
    return load_plugin(plugin).name == name


def _tables(features: tuple[Feature, ...]) -> list[MetaData]:
    return list({id(each.tables): each.tables for each in features if each.tables is not None}.values())


def _component(plugin: str, features: tuple[Feature, ...]) -> Component:
    found = components(features)
    if not found:
        raise CliError(
            "cli.no_tables", f"{plugin} has no tables: give its feature tables=... and migrations=..."
        )
    return found[0]


def _try_out(kit: Kit, features: tuple[Feature, ...], file: Path, plugin: str) -> None:
    """Run what was written; a revision that does not make what is declared is no use to anybody."""
    from commkit.runtime.composing.migrations import migrate  # noqa: PLC0415  # the name of a command, here

    try:
        migrate(kit.database, components(features))
        left = changes_of(kit.database.engine, _tables(features), prefix=table_prefix(plugin)).upgrade.ops
    except Exception:
        file.unlink()
        raise
    if left:
        raise CliError(
            "cli.incomplete_revision",
            f"{file} does not make all that is declared; write the rest by hand: {left}",
        )
