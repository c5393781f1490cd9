"""Reads a dump file piece by piece: plain as it lies, gzip unpacked, in constant memory.

The standard `gzip` module is not used: where a stream is damaged, it drops what it had unpacked of the current block,
and the rows in there with it.
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
    """Yields the text of a file in pieces of at most about 64 KiB; names ending in `.gz` are unpacked.

    Raises:
        OSError: the file cannot be read.
        EOFError: the gzip stream is cut short; all that could be unpacked came before.
        zlib.error: the gzip stream is damaged; all that came before the damage was yielded. A wrong checksum is only
            seen at the end of the stream, when everything was yielded.
    """
    with path.open("rb") as file:
        if path.suffix.lower() == ".gz":
            yield from _unpacked(file)
        else:
            yield from iter(partial(file.read, CHUNK), b"")


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    unpacker = None  # none before a member of the stream, and between two of them
    while packed := file.read(CHUNK):
        while packed:
            if unpacker is None:
                packed = packed.lstrip(b"\0")  # padding around members is harmless
                unpacker = zlib.decompressobj(_GZIP) if packed else None
                continue
            before = unpacker.copy()
            try:
                yield unpacker.decompress(packed, CHUNK)
            except zlib.error:
                yield _up_to_damage(before.decompress, packed)
                raise
            packed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            unpacker = None if unpacker.eof else unpacker
    if unpacker is not None:
        yield unpacker.flush()
        raise EOFError("the gzip stream is cut short")


def _up_to_damage(unpack: Callable[[bytes], bytes], packed: bytes) -> bytes:
    """Unpacks byte by byte, since a failing call keeps nothing of what it had unpacked."""
    text = bytearray()
    with suppress(zlib.error):
        for place in range(len(packed)):
            text += unpack(packed[place : place + 1])
    return bytes(text)
