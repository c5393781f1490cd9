"""An import of exports of Disqus."""

from pathlib import Path

from commkit.importers.batches import Progress
from commkit.importers.discussions.exports import ExportFormat, import_exports
from commkit.importers.disqus.rows import COMMENTS, THREADS, DisqusReader
from commkit.importers.ports import KitProtocol
from commkit.importers.report import ImportReport

_FORMAT = ExportFormat(
    system="disqus",
    suffix=".xml",
    example="disqus.xml.gz",
    threads=THREADS,
    comments=COMMENTS,
    reader=DisqusReader,
)


def import_disqus(
    kit: KitProtocol,
    path: str | Path,
    community: str,
    *,
    source: str | None = None,
    batch: int = 200,
    progress: Progress | None = None,
) -> ImportReport:
    """Import exports of Disqus into a community that exists. Needs the extra `comments`.

    Each page becomes a thread, each comment a reply. It may be stopped and started again at any moment: nothing is
    imported twice. Of each comment its ids are kept in memory, and its text in a temporary file.

    Args:
        kit: The Kit.
        path: An XML file, plain or gzip, or a folder or a zip of such files.
        community: The community's slug.
        source: The name of the source, by default that of the folder or file. What one source has is imported once; a
            later export of it adds what is new.
        batch: Comments in a transaction, 1 to 5,000.
        progress: Called after each batch.

    Returns:
        The report of categories, threads and posts, as Disqus calls comments. A file that cannot be read to its end
        is a failure of a table of its name.

    Raises:
        Invalid: There is no file, the source is malformed, or the batch size is out of range.
        NotFound: There is no such community.
        Conflict: No kind of the community's type opens threads.
        Denied: The community is archived.
        PluginError: The package of the extra `comments` is not installed.
    """
    return import_exports(kit, path, community, _FORMAT, source=source, batch=batch, progress=progress)
