"""Texts of mails: what their charset says, and what it was when that is wrong."""

import re
from email.errors import HeaderParseError
from email.header import decode_header

_NO_TEXT = frozenset({"idna", "punycode", "undefined", "mbcs", "oem", "unicode_escape", "raw_unicode_escape"})
"""Codecs that are no charset of a mail, or take long."""
_WIDER = {
    "iso_8859_1": "cp1252", "iso8859_1": "cp1252", "latin_1": "cp1252", "latin1": "cp1252",
    "us_ascii": "ascii", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601_1987": "cp949", "euc_kr": "cp949",
}  # fmt: skip
"""Charsets that mails name, by the ones that they are written in, as browsers read them (Encoding Standard)."""
_FOLD = re.compile(r"\r?\n[ \t]*|\r")
MAX_HEADER = 4_000
"""Characters of a header that are read."""


def decode_bytes(data: bytes, charset: str | None = None) -> str:
    """The text of bytes: by their charset, or else UTF-8, or else Windows-1252. Never fails.

    Args:
        data: The bytes.
        charset: The charset that the mail names.
    """
    name = re.sub("[^a-z0-9]+", "_", (charset or "utf-8").lower()[:40]).strip("_")
    for candidate in (_WIDER.get(name, name), "utf_8"):
        if candidate in _NO_TEXT:
            continue
        try:
            return data.decode(candidate)
        except (LookupError, ValueError):  # no such charset, no charset of a text, or another one
            continue
    return data.decode("cp1252", "replace")


def unfold(raw: str) -> str:
    """A header on one line as it is written, its 8-bit characters decoded.

    Args:
        raw: The header, with surrogates in the place of 8-bit characters.
    """
    return decode_bytes(_FOLD.sub(" ", raw[:MAX_HEADER]).encode("ascii", "surrogateescape")).strip()


def decode_words(text: str) -> str:
    """A text with its encoded words (RFC 2047) decoded; one that is malformed stays as it is.

    Args:
        text: The text on one line.
    """
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(
        part if isinstance(part, str) else _decode_part(part, charset) for part, charset in parts
    ).strip()


def _decode_part(part: bytes, charset: str | None) -> str:
    if charset is None:  # between encoded words; the standard library encodes it so
        return part.decode("raw-unicode-escape", "replace")
    return decode_bytes(part, charset)
