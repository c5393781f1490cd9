"""`commkit new-plugin`: a distribution with a plugin that works, from the template that comes with commkit."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from commkit import __version__
from commkit.adapters.cli.exit_codes import OK, CliError
from commkit.adapters.cli.new_revision import write_revision
from commkit.adapters.cli.options import Json
from commkit.adapters.cli.output import Output
from commkit.core import CORE_FEATURES

Name = Annotated[str, Parameter(help="The plugin's name: small letters and digits, such as kudos.")]
Into = Annotated[Path | None, Parameter(help="The new folder; commkit-NAME where it is left out.")]
Template = Annotated[
    str | None,
    Parameter(
        help="The address of a git repository with the template, such as commkit's own, so that `copier update` "
        "works later; the template of this installation where it is left out."
    ),
]
Bare = Annotated[bool, Parameter(negative="", help="Leave out the example feature and its migration.")]


def new_plugin(
    name: Name, /, *, into: Into = None, template: Template = None, bare: Bare = False, json: Json = False
) -> int:
    """Make a plugin of your own: its package, its tests, its first migration."""
    out = Output(json=json)
    folder = into or Path(f"commkit-{name}")
    _check(name, folder)
    _copy(folder, template, {"name": name, "example": not bare, "commkit": __version__})
    if not bare:
        write_revision(name, "first table", project=folder)
    made = sorted(
        str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file() and _is_source(file)
    )
    if template is None:
        out.note(
            "`copier update` needs a template under version control: make the plugin with --template for it"
        )
    out.result(
        {"plugin": name, "folder": str(folder), "files": made},
        Text(f"made {folder}:"),
        *(Text(f"  {file}") for file in made),
        Text(f"next: pip install --editable ./{folder}, and pytest {folder}"),
    )
    return OK


def _check(name: str, folder: Path) -> None:
    if not (name.isascii() and name.isalnum() and name[0].isalpha() and name == name.lower()):
        raise CliError(
            "cli.bad_name", f"{name!r} cannot be a plugin's name; use small letters and digits, such as kudos"
        )
    if name in {"commkit", "runtime", *(feature.plugin for feature in CORE_FEATURES)}:
        raise CliError("cli.name_taken", f"{name!r} is a part of commkit; choose another name")
    if folder.exists() and any(folder.iterdir()):
        raise CliError(
            "cli.folder_exists", f"{folder} is there already; move it, or name another one with --into"
        )


def _copy(folder: Path, template: str | None, answers: dict[str, object]) -> None:
    from copier import run_copy  # noqa: PLC0415  # an extra
    from copier.errors import CopierError  # noqa: PLC0415

    with as_file(files("commkit.adapters.cli") / "template") as own:
        try:
            run_copy(template or str(own), folder, data=answers, defaults=True, quiet=True)
        except (CopierError, ValueError) as error:
            raise CliError(
                "cli.bad_template", f"the template {template or own} cannot be used: {error}"
            ) from error


def _is_source(file: Path) -> bool:
    return "__pycache__" not in file.parts
