"""Checksums of rows, the same on every database: whatever the order in which it gives the rows."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Self

import msgspec
from attrs import define

from commkit.copying.stored import Normalizer

_BYTES = 16
_ENCODER = msgspec.msgpack.Encoder(uuid_format="bytes", order="sorted")


def encode_row(row: tuple[Any, ...], normalizers: Mapping[int, Normalizer]) -> bytes:
    """A row as bytes, which are the same for the same values.

    Args:
        row: Its values, by the types of `stored_table`.
        normalizers: What makes values alike, by the number of their column.
    """
    if normalizers:
        values = list(row)
        for number, normalize in normalizers.items():
            if values[number] is not None:
                values[number] = normalize(values[number])
        return _ENCODER.encode(values)
    return _ENCODER.encode(row)


@define
class Checksum:
    """How many rows there are, and the sum of their hashes: databases order texts, and so rows, each in its own way.

    Attributes:
        rows: How many rows were added.
        total: The sum of their hashes.
    """

    rows: int = 0
    total: int = 0

    @classmethod
    def read(cls, rows: int, text: str) -> Self:
        """The checksum that was kept as a text."""
        return cls(rows, int(text, 16))

    def add(self, encoded: bytes) -> None:
        """Add a row.

        Args:
            encoded: As `encode_row` gives it.
        """
        self.rows += 1
        self.total += int.from_bytes(blake2b(encoded, digest_size=_BYTES).digest(), "big")

    def __str__(self) -> str:
        return f"{self.total % (1 << 8 * _BYTES):0{2 * _BYTES}x}"
