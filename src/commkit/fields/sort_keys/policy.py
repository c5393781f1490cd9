"""The bytes by which values are compared, sorted and found equal.

Databases differ in how they order texts and have no type for versions. Bytes they all compare alike, one by one; so the
key of each value is made such that a comparison of bytes is one of values. Equal values have equal keys: `1.4` and
`1.4.0`, `Linz` and `linz`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from hashlib import sha256

from commkit.runtime.model.fields import FieldKind, FieldValue

LOWEST = b""
"""Ahead of every key."""
HIGHEST = b"\xff\xff"
"""Behind every key."""

VERSION = re.compile(
    r"[vV]?(?P<release>[0-9]{1,18}(?:\.[0-9]{1,18}){0,5})"
    r"(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
"""`1.4.2-rc.1+build.7`: the numbers, what comes ahead of the release, and a build, which counts for nothing."""

_PREFIX = 1_000
"""Bytes of a text that are kept as they are: an index of PostgreSQL takes 2,704 for a whole row."""
_NEGATIVE, _ZERO, _POSITIVE = b"\x40", b"\x80", b"\xc0"
_EXPONENT = 1_024
"""More than the exponent of any 64-bit number, so that the sum is not negative."""
_PRE, _END, _PART = b"\x00", b"\x01", b"\x02"
"""What follows the numbers of a version so far: what is ahead of that release, nothing, or another number."""


def sort_key(kind: FieldKind, value: FieldValue) -> bytes:
    """The key of a value that was checked.

    Args:
        kind: The kind of its field.
        value: The value.
    """
    return _KEYS[kind](value)


def _text_key(value: FieldValue) -> bytes:
    """Letters without case; of a long text its beginning, and a hash that tells it from others that begin so."""
    return _cut(unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(value)).casefold()).encode())


def _exact_key(value: FieldValue) -> bytes:
    return _cut(str(value).encode())


def _cut(data: bytes) -> bytes:
    # 255 is in no text in UTF-8, so no other key continues like this.
    return data if len(data) <= _PREFIX else data[:_PREFIX] + b"\xff" + sha256(data).digest()


def _number_key(value: FieldValue) -> bytes:
    """Sign, exponent, digits; those of negative numbers are turned around, and end with a byte above all of them."""
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    assert isinstance(exponent, int)
    shown = "".join(map(str, digits)).lstrip("0")
    if not shown:
        return _ZERO
    size = (len(shown) + exponent + _EXPONENT).to_bytes(2, "big") + shown.rstrip("0").encode()
    return _NEGATIVE + bytes(255 - byte for byte in size) + b"\xff" if sign else _POSITIVE + size


def _version_key(value: FieldValue) -> bytes:
    found = VERSION.fullmatch(str(value))
    assert found is not None
    release = [int(part) for part in found["release"].split(".")]
    while release and release[-1] == 0:
        del release[-1]
    key = b"".join(_PART + _sized(part) for part in release)
    if found["pre"] is None:
        return key + _END
    return key + _PRE + b"".join(map(_identifier, found["pre"].split("."))) + b"\x00"


def _identifier(word: str) -> bytes:
    """Numbers come first, in their order; then words, in that of ASCII."""
    return b"\x01" + _sized(int(word)) if word.isdigit() else b"\x02" + word.encode() + b"\x00"


def _sized(number: int) -> bytes:
    """A whole number with its length in front, so that longer ones come later."""
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return bytes([len(data)]) + data


_KEYS: Mapping[FieldKind, Callable[[FieldValue], bytes]] = {
    "text": _text_key,
    "number": _number_key,
    "choice": _exact_key,
    "version": _version_key,
    "date": _exact_key,
    "address": _exact_key,
    "reference": _exact_key,
}
