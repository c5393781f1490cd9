"""Headers as they stand on the wire. They are written here, not by the standard library.

That one makes encoded words of whatever is long, also of URIs and ids, which then nobody recognizes. Here text that is
not plain ASCII becomes encoded words (RFC 2047), and everything else stays as it is, with line breaks only at spaces.
"""

import re
from base64 import b64encode
from email.headerregistry import Address
from email.policy import Policy

from commkit.runtime.model.errors import Invalid

MAX_LINE = 998
"""Bytes of a line, without its end (RFC 5322)."""
_LINE = 76
_WORD = 75
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_AS_IT_IS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
"""What an encoded word of a display name may hold unescaped, by RFC 2047 section 5 (3)."""


class Header(str):
    """The value of a header, which folds itself; the message of the standard library asks it to.

    Attributes:
        name: The header's name.
        lines: The header's lines.
        addresses: The addresses it holds.
    """

    name: str
    lines: list[str]
    addresses: tuple[Address, ...] = ()

    def fold(self, *, policy: Policy) -> str:
        """The header as it stands in the message."""
        return "".join(line + policy.linesep for line in self.lines)


def text_header(name: str, text: str) -> Header:
    """A header of words, such as the subject."""
    if _PLAIN.fullmatch(text) and "=?" not in text:
        return _header(name, text, _fill(f"{name}:", text.split(" ")))
    return _header(name, text, _fill(f"{name}:", _encoded(text, _LINE - len(name) - 2)))


def address_header(name: str, address: Address) -> Header:
    """A header with one address and its display name."""
    words = _phrase(address.display_name, _LINE - len(name) - 2)
    made = _header(name, str(address), _fill(f"{name}:", [*words, f"<{address.addr_spec}>"]))
    made.addresses = (address,)
    return made


def token_header(name: str, token: str) -> Header:
    """A header with one value that must not be broken, such as an id or `<https://...>`.

    Raises:
        Invalid: It is too long for a line.
    """
    line = f"{name}: {token}"
    made = _header(name, token, [line] if len(line) <= MAX_LINE else [f"{name}:", f" {token}"])
    if len(made.lines[-1]) > MAX_LINE:
        raise Invalid.field(
            name.lower().replace("-", "_"),
            "too_long",
            f"use at most {MAX_LINE - 1} characters: a line of a mail holds no more",
        )
    return made


def _header(name: str, value: str, lines: list[str]) -> Header:
    made = Header(value)
    made.name, made.lines = name, lines
    return made


def _fill(start: str, words: list[str]) -> list[str]:
    """Lines of words with a space between them. A word that is too long for a line stands on a line of its own."""
    lines = [start]
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= _LINE or lines == [start]:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    return lines


def _phrase(name: str, room: int) -> list[str]:
    """The words of a display name."""
    if not name or ("=?" not in name and _ATOMS.fullmatch(name)):
        return name.split()
    if _PLAIN.fullmatch(name) and "=?" not in name and len(name) <= room:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return [f'"{escaped}"']
    return _encoded(name, room)


def _encoded(text: str, room: int) -> list[str]:
    """Encoded words that together say the text; between them white space means nothing.

    Args:
        text: The text.
        room: Characters that the first word may have; others may have 75.
    """
    encode = _quoted if len(_quoted(text)) <= len(_base64(text)) else _base64
    words: list[str] = []
    part = ""
    for character in text:
        if part and len(encode(part + character)) > (_WORD if words else min(room, _WORD)):
            words.append(encode(part))
            part = ""
        part += character
    return [*words, encode(part)] if part else words


def _quoted(text: str) -> str:
    parts = (
        "_" if byte == 32 else chr(byte) if byte in _AS_IT_IS else f"={byte:02X}" for byte in text.encode()
    )
    return f"=?utf-8?q?{''.join(parts)}?="


def _base64(text: str) -> str:
    return f"=?utf-8?b?{b64encode(text.encode()).decode()}?="
