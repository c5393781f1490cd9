"""`commkit import irc`, `mbox`, `disqus`, `commento`, `wxr` and `discourse`: conversations become threads."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from attrs import frozen
from cyclopts import Parameter

from commkit.adapters.cli.exit_codes import OK, PARTIAL
from commkit.adapters.cli.import_exports import (
    Slug,
    Title,
    Type,
    check_exists,
    importing,
    migrate_if_new,
    render_report,
    table_progress,
)
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.events.local_time.policy import parse_time_zone
from commkit.importers.archive import ensure_archive_community

if TYPE_CHECKING:
    from commkit.importers.report import ImportReport

Logs = Annotated[Path, Parameter(help="A folder or a zip of logs with their annotations, or one log.")]
Mail = Annotated[Path, Parameter(help="An mbox, plain or gzip, or a folder or a zip of them.")]
Export = Annotated[Path, Parameter(help="A file, plain or gzip, or a folder or a zip of them.")]
Source = Annotated[
    str | None,
    Parameter(
        help="The name of the source, by which nothing is imported twice; by default that of the folder or file."
    ),
]
Threads = Annotated[
    Literal["annotated", "addressed"],
    Parameter(
        help="How threads of logs without an annotation are found: not at all, or by the nicks that lines begin with."
    ),
]
Zone = Annotated[str, Parameter(help="The time zone of the times in the logs, such as Europe/Vienna.")]

Uploads = Annotated[
    Literal["none", "link", "files"],
    Parameter(
        help="Files of posts: none, links to the forum (with --site), or those of a folder (with --uploads-from)."
    ),
]
UploadsFrom = Annotated[
    Path | None,
    Parameter(help="The folder `uploads` of a backup; its files are attached, where --app stores files."),
]
ForumSite = Annotated[
    str | None, Parameter(help="The address of the forum for links, such as https://forum.example.")
]
UploadsHosts = Annotated[
    tuple[str, ...], Parameter(help="A further host of links to uploads, such as that of a CDN.")
]


@Parameter(name="*")
@frozen(kw_only=True)
class Target:
    """The community that is imported into, and the name of what is imported."""

    community: Slug
    type: Type = None
    source: Source = None
    title: Title = None


@importing.command
def irc(
    path: Logs,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    target: Target,
    threads: Threads = "annotated",
    zone: Zone = "UTC",
) -> int:
    """Import logs of IRC as threads: by annotations of which message answers which.

    It may be stopped and started again: nothing is imported twice. Exit code 4: a file could not be read; nothing of
    its log is imported, the others are.
    """
    from commkit.importers.irc import import_logs  # noqa: PLC0415  # loaded only when it is used

    time_zone = parse_time_zone(zone)
    read = partial(import_logs, threads=threads, zone=time_zone)
    return _import(path, read, target=target, database_options=database_options)


@importing.command
def mbox(
    path: Mail,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    target: Target,
) -> int:
    """Import archives of a mailing list as threads, without the addresses of people.

    It may be stopped and started again: nothing is imported twice. Exit code 4: a file could not be read to its end;
    the messages before are imported.
    """
    from commkit.importers.mbox import import_mail  # noqa: PLC0415  # loaded only when it is used

    return _import(path, import_mail, target=target, database_options=database_options)


@importing.command
def disqus(
    path: Export,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    target: Target,
) -> int:
    """Import exports of Disqus (XML): pages as threads, comments as replies, without the addresses of people.

    It may be stopped and started again: nothing is imported twice. Exit code 4: a file could not be read to its end;
    what stands before and is whole is imported.
    """
    from commkit.importers.disqus import import_disqus  # noqa: PLC0415  # needs an extra

    return _import(path, import_disqus, target=target, database_options=database_options)


@importing.command
def commento(
    path: Export,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    target: Target,
) -> int:
    """Import exports of Commento (JSON): pages as threads, comments as replies, without the addresses of people.

    It may be stopped and started again: nothing is imported twice. Exit code 4: a file could not be read to its end;
    what stands before and is whole is imported.
    """
    from commkit.importers.commento import import_commento  # noqa: PLC0415  # loaded only when it is used

    return _import(path, import_commento, target=target, database_options=database_options)


@importing.command
def wxr(
    path: Export,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    target: Target,
) -> int:
    """Import exports of WordPress (WXR): published posts and pages as threads, approved comments as replies.

    It may be stopped and started again: nothing is imported twice. Exit code 4: a file could not be read to its end;
    what stands before and is whole is imported.
    """
    from commkit.importers.wxr import import_wxr  # noqa: PLC0415  # needs an extra

    return _import(path, import_wxr, target=target, database_options=database_options)


@importing.command
def discourse(
    path: Export,
    /,
    *,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
    target: Target,
    uploads: Uploads = "none",
    uploads_from: UploadsFrom = None,
    site: ForumSite = None,
    uploads_host: UploadsHosts = (),
) -> int:
    """Import what the API of Discourse answers (JSON files): public topics with their posts, users and categories.

    Nothing is fetched. It may be stopped and started again: nothing is imported twice. Exit code 4: a file could not
    be read to its end; what stands before and is whole is imported.
    """
    from commkit.importers.discourse import import_discourse  # noqa: PLC0415  # loaded only when it is used

    read = partial(
        import_discourse, uploads=uploads, uploads_from=uploads_from, site=site, upload_hosts=uploads_host
    )
    return _import(path, read, target=target, database_options=database_options)


def _import(
    path: Path,
    read: "Callable[..., ImportReport]",
    *,
    target: Target,
    database_options: DatabaseOptions,
) -> int:
    """Import what is at a path; `read` is one of the importers, which take the same."""
    check_exists(path)
    name = target.title or target.community
    with open_kit(database_options, new=True) as (kit, out):
        migrate_if_new(kit)
        purpose = f"Keeps the conversations of {name}, from an archive."
        ensure_archive_community(kit, target.community, target.type, title=name, purpose=purpose)
        with table_progress(out) as progress:
            report = read(kit, path, target.community, source=target.source, progress=progress)
    out.result(report.as_json(), *render_report(report))
    return PARTIAL if report.failed_tables else OK
