"""Bodies that break off, as `wsgi.input` hands them out."""

import io
from typing import Any


class BrokenInput(io.BytesIO):
    """A body that breaks off."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def read(self, size: int | None = -1, /) -> bytes:
        raise self.error

    def readinto(self, buffer: Any, /) -> int:
        raise self.error
