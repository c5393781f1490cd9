"""The files of an export of IRC: logs, each perhaps in several encodings, and with an annotation."""

import re
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from commkit.importers.streams import ExportStream, list_streams

_SUFFIXES = (".txt", ".log")
_FORM = re.compile(r"(?i)(?:\.(raw|ascii|tok|annotation))?\.(?:txt|log)(?:\.gz)?$")
_PREFERRED = ("raw", "", "ascii", "tok")


@frozen
class Log:
    """A log.

    Attributes:
        stem: The name of the file without folder and suffixes.
        stream: Its lines.
        annotation: Its annotation; None without one.
        same_as: The name of the file that has the same log in a better form; empty where there is none.
    """

    stem: str
    stream: ExportStream
    annotation: ExportStream | None = None
    same_as: str = ""


def list_logs(path: str | Path) -> Sequence[Log]:
    """The logs of an export.

    Args:
        path: A folder, a zip, or one log, whose annotation may be beside it.

    Raises:
        Invalid: There is nothing at that path, or the zip cannot be read.
    """
    path = Path(path)
    forms: dict[str, dict[str, ExportStream]] = {}
    for stream in [*list_streams(path, _SUFFIXES), *_beside(path)]:
        match = _FORM.search(stream.name)
        stem = stream.name[: match.start()] if match else stream.name
        forms.setdefault(stem, {})[(match[1] or "").lower() if match else ""] = stream
    return [log for stem, streams in forms.items() for log in _of_stem(stem, streams)]


def _of_stem(stem: str, streams: dict[str, ExportStream]) -> list[Log]:
    name = stem.rpartition("/")[2]
    annotation = streams.pop("annotation", None)
    ordered = sorted(streams, key=_PREFERRED.index)
    best = streams[ordered[0]].name if ordered else ""
    return [
        Log(name, streams[form], None if place else annotation, best if place else "")
        for place, form in enumerate(ordered)
    ]


def _beside(path: Path) -> list[ExportStream]:
    """The annotation beside a log."""
    match = _FORM.search(path.name)
    if path.is_dir() or match is None or match[1] == "annotation":
        return []
    found = path.with_name(f"{path.name[: match.start()]}.annotation.txt")
    return list_streams(found, _SUFFIXES) if found.is_file() else []
