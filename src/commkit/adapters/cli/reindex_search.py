"""`commkit reindex`: make the full-text index of the search anew."""

from rich.text import Text

from commkit.adapters.cli.exit_codes import OK
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit


def reindex(*, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """Make the full-text index of the search anew. Your application may run meanwhile."""
    with open_kit(database_options) as (kit, out):
        with out.progress("indexing") as advance:
            entries = kit.reindex(lambda done, total: advance(done, total, what="indexing"))
        out.result({"entries": entries}, Text(f"indexed {entries:,} entries"))
    return OK
