"""What a file is, by its first bytes and not by its name, and what may be attached."""

from collections.abc import Iterable

from commkit.runtime.model.errors import FieldError, Invalid

MEDIA_TYPES = (
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/pdf",
    "application/zip",
    "application/gzip",
    "text/plain",
)
"""The media types that may be attached by default."""

UNKNOWN = "application/octet-stream"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
)

_IN_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}

_IN_TEXT = frozenset(range(32, 256)) | {9, 10, 12, 13, 27}


def media_type_of(data: bytes) -> str:
    """The media type that the bytes of a file show; any other text is plain text, HTML and SVG too.

    Args:
        data: All bytes of the file.
    """
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF":
        return _IN_RIFF.get(data[8:12], UNKNOWN)
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return "text/plain" if data and _is_text(data) else UNKNOWN


def _is_text(data: bytes) -> bool:
    if not _IN_TEXT.issuperset(data):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def check_file(size: int, media_type: str, *, max_bytes: int, allowed: Iterable[str]) -> None:
    """Check that a file of this size and type may be attached.

    Raises:
        Invalid: It is empty or too large, or its type is not allowed; all errors are listed.
    """
    errors = []
    if not 1 <= size <= max_bytes:
        errors.append(FieldError("size", "out_of_range", f"send 1 to {max_bytes} bytes"))
    if media_type not in allowed:
        errors.append(FieldError("media_type", "not_allowed", f"send one of: {', '.join(allowed)}"))
    if errors:
        raise Invalid(errors, code="posts.file_rejected")
