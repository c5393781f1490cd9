"""The files of an archive of mail, in the order of their months."""

import re
from collections.abc import Sequence
from pathlib import Path

from commkit.importers.streams import ExportStream, list_streams

_SUFFIXES = (".mbox", ".mbx", ".mbox.txt", ".txt")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"(?i)(\d{{4}})[-_ ]?(?:({'|'.join(_MONTHS)})[a-z]*|(\d{{1,2}}))?")


def list_archives(path: str | Path) -> Sequence[ExportStream]:
    """The files of an archive, such as `2004-January.txt.gz`.

    Args:
        path: One file with any name, plain or gzip, or a folder or a zip of files.

    Raises:
        Invalid: There is nothing at that path, or the zip cannot be read.
    """
    return sorted(list_streams(path, _SUFFIXES), key=lambda stream: _order(stream.name))


def _order(name: str) -> tuple[str, int, int, str]:
    folder, _, file = name.rpartition("/")
    match = _MONTH.search(file)
    if match is None:
        return folder, 0, 0, file
    month = _MONTHS.index(match[2].lower()) + 1 if match[2] else int(match[3] or 0)
    return folder, int(match[1]), month, file
