"""The importer of data dumps of Stack Exchange sites. Needs the extra `commkit[stackexchange]`."""

from commkit.runtime.model.extras import require_extra

require_extra("defusedxml", extra="stackexchange")

from commkit.importers.report import ImportReport, TableImportReport  # noqa: E402  # so that a missing extra gives one sentence
from commkit.importers.stackexchange.community import ensure_community  # noqa: E402
from commkit.importers.stackexchange.dump import Dump  # noqa: E402
from commkit.importers.stackexchange.importing import import_dump  # noqa: E402

__all__ = ["Dump", "ImportReport", "TableImportReport", "ensure_community", "import_dump"]
