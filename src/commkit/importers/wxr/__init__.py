"""The importer of exports of WordPress (WXR, versions 1.0 to 1.2). Needs the extra `commkit[comments]`."""

from commkit.runtime.model.extras import require_extra

require_extra("defusedxml", extra="comments")

from commkit.importers.report import ImportReport, TableImportReport  # noqa: E402
from commkit.importers.wxr.importing import import_wxr  # noqa: E402  # so that a missing extra gives one sentence

__all__ = ["ImportReport", "TableImportReport", "import_wxr"]
