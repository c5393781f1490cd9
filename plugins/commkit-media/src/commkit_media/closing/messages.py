"""The command and the query of threads that close by themselves."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, Query
from commkit.posts import PostId
from commkit_media.closing.records import ThreadClosing


@frozen
class SetClosing(Command[ThreadClosing]):
    """Say when a thread closes by itself, and when it is archived; one that was closed by the worker opens again.

    Attributes:
        thread: The post that opened it.
        closes_at: When it closes; None for never.
        archives_at: When it is archived; None for never. Not before it closes.

    Raises:
        Invalid: The post opens no thread; a time is past, or it is archived before it closes.
    """

    permission = "media.set_closing"

    thread: PostId
    closes_at: datetime | None = field(default=None, kw_only=True)
    archives_at: datetime | None = field(default=None, kw_only=True)


@frozen
class ReadClosing(Query[ThreadClosing | None]):
    """Read when a thread closes by itself; None where nobody said so."""

    permission = "media.read_closing"

    thread: PostId
