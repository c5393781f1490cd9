"""`commkit doctor`: what is wrong, or will be, with an application and its database."""

from collections.abc import Iterator

from attrs import asdict
from rich.text import Text

from commkit.adapters.cli.exit_codes import FAILED, OK
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.diagnosis import Diagnosis, Level, diagnose

_SIGNS = {
    Level.OK: ("ok     ", "green"),
    Level.WARNING: ("warning", "yellow"),
    Level.FAULT: ("fault  ", "red"),
}


def doctor(*, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """Look for what is wrong with an application and its database; exit code 1 where something is.

    It only reads. Give your application with --app: it has the ports and plugins.
    """
    with open_kit(database_options) as (kit, out):
        found = diagnose(kit)
        is_well = not any(each.level is Level.FAULT for each in found)
        out.result(
            {"well": is_well, "found": [asdict(each) for each in found]},
            *(line for each in found for line in _lines(each)),
        )
    return OK if is_well else FAILED


def _lines(found: Diagnosis) -> Iterator[Text]:
    sign, style = _SIGNS[found.level]
    yield Text.assemble((sign, style), f" {found.told}", (f"  {found.name}", "dim"))
    if found.remedy:
        yield Text(f"        {found.remedy}")
