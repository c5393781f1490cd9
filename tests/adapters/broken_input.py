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


THREAD = b'{"kind": "question", "title": "Why does it fail?", "body": "I wonder."}'
BODIES: list[tuple[Any, dict[str, Any], tuple[int, str | None]]] = [
    (THREAD, {}, (201, None)),
    (THREAD, {"CONTENT_LENGTH": str(len(THREAD) + 1)}, (400, "http.incomplete_body")),
    (THREAD, {"CONTENT_LENGTH": "two"}, (400, "http.bad_length")),
    (THREAD, {"CONTENT_LENGTH": "-1"}, (400, "http.bad_length")),
    (THREAD, {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}, (411, "http.length_required")),
    (
        THREAD,
        {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True},
        (201, None),
    ),
    (BrokenInput(TimeoutError()), {}, (408, "http.slow_body")),
    (BrokenInput(ConnectionResetError()), {}, (400, "http.incomplete_body")),
]
"""Bodies and what servers tell of them, with the status and the code that a shell answers."""
