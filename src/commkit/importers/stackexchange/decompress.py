"""Reads a dump file in chunks, plain or gzip, in constant memory.

The standard `gzip` module is not used: where a stream is damaged, it drops what it had decompressed of the current
block, and the rows in it.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in chunks of about 64 KiB at most; files ending in `.gz` are decompressed.

    Raises:
        OSError: The file cannot be read.
        EOFError: The gzip stream is truncated; all that could be decompressed was yielded before.
        zlib.error: The gzip stream is damaged; all before the damage was yielded. A wrong checksum is found only at the
            end of the stream, when everything was yielded.
    """
    with path.open("rb") as file:
        if path.suffix.lower() == ".gz":
            yield from _decompressed(file)
        else:
            yield from iter(partial(file.read, CHUNK), b"")


def _decompressed(file: BinaryIO) -> Iterator[bytes]:
    decompressor = None  # None before a member of the stream and between two of them
    while compressed := file.read(CHUNK):
        while compressed:
            if decompressor is None:
                compressed = compressed.lstrip(b"\0")  # padding between members is allowed
                decompressor = zlib.decompressobj(_GZIP) if compressed else None
                continue
            before = decompressor.copy()
            try:
                yield decompressor.decompress(compressed, CHUNK)
            except zlib.error:
                yield _up_to_damage(before.decompress, compressed)
                raise
            compressed = decompressor.unused_data if decompressor.eof else decompressor.unconsumed_tail
            decompressor = None if decompressor.eof else decompressor
    if decompressor is not None:
        yield decompressor.flush()
        raise EOFError("the gzip stream is truncated")


def _up_to_damage(unpack: Callable[[bytes], bytes], compressed: bytes) -> bytes:
    """Decompress byte by byte, since a failing call returns nothing of what it had decompressed."""
    text = bytearray()
    with suppress(zlib.error):
        for index in range(len(compressed)):
            text += unpack(compressed[index : index + 1])
    return bytes(text)
