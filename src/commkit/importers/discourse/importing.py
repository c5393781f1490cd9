"""An import of answers of Discourse's API."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from commkit.importers.batches import Progress
from commkit.importers.discourse.rows import COMMENTS, TOPICS, DiscourseReader
from commkit.importers.discourse.uploads import Uploads, options_of
from commkit.importers.discussions.exports import ExportFormat, import_exports
from commkit.importers.ports import KitWithPorts
from commkit.importers.report import ImportReport


def import_discourse(
    kit: KitWithPorts,
    path: str | Path,
    community: str,
    *,
    source: str | None = None,
    batch: int = 200,
    progress: Progress | None = None,
    uploads: Uploads = "none",
    uploads_from: str | Path | None = None,
    site: str | None = None,
    upload_hosts: Sequence[str] = (),
) -> ImportReport:
    """Import answers of Discourse's API into a community that exists.

    Each public topic becomes a thread, each of its posts a reply. It may be stopped and started again at any moment:
    nothing is imported twice. Of each comment its ids are kept in memory, and its text in a temporary file.

    Args:
        kit: The Kit.
        path: A JSON file, plain or gzip, or a folder or a zip of such files.
        community: The community's slug.
        source: The name of the source, by default that of the folder or file. What one source has is imported once; a
            later export of it adds what is new.
        batch: Comments in a transaction, 1 to 5,000.
        progress: Called after each batch.
        uploads: What becomes of the files that posts show or link to: `none`; `link`: the posts link to the forum,
            which goes on serving them; `files`: those of a folder are attached, as files of the posts' authors.
        uploads_from: The folder `uploads` of a backup, for `files`.
        site: The address of the forum, for `link`: there, addresses without a host lead to.
        upload_hosts: Further hosts that serve uploads of the forum, for `link`.

    Returns:
        The report of topics, posts, users, categories, uploads, uploads of posts, and of what is not imported. A file
        that cannot be read to its end is a failure of a table of its name.

    Raises:
        Invalid: There is no file, the source is malformed, the batch size is out of range, or an option of uploads is
            missing, malformed, or says nothing here.
        NotFound: There is no such community.
        Conflict: No kind of the community's type opens threads; or files are to be attached, and the host stores none.
        Denied: The community is archived.
    """
    texts, policy = options_of(kit, uploads, uploads_from=uploads_from, site=site, upload_hosts=upload_hosts)
    format = ExportFormat(
        system="discourse",
        suffix=".json",
        example="topic.json",
        threads=TOPICS,
        comments=COMMENTS,
        reader=partial(DiscourseReader, texts=texts),
    )
    return import_exports(
        kit, path, community, format, source=source, batch=batch, progress=progress, uploads=policy
    )
