"""The importer of Disqus's XML exports. Needs the extra `commkit[comments]`."""

from commkit.runtime.model.extras import require_extra

require_extra("defusedxml", extra="comments")

from commkit.importers.disqus.importing import import_disqus  # noqa: E402  # so that a missing extra gives one sentence
from commkit.importers.report import ImportReport, TableImportReport  # noqa: E402

__all__ = ["ImportReport", "TableImportReport", "import_disqus"]
