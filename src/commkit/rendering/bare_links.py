"""Addresses that stand in a text without any markup: where each begins, and where it ends.

As GitHub does (https://github.github.com/gfm/#autolinks-extension-): with a scheme or `www.`, and without what ends a
sentence. GitHub knows only the punctuation of ASCII; here that of all scripts ends an address, too.
"""

import re
from unicodedata import category

from linkify_it.main import LinkifyIt, Match  # type: ignore[import-untyped]  # it has no types

from commkit.rendering import limits

_ASCII = 0x80
_LONG_WORD = re.compile(rf"\S{{{limits.MAX_WORD + 1}}}")
_WITHIN = (
    "\u00ad\u2060\ufeff\u00b7\u05be\u05f3\u05f4\u200c\u200d\u2010\u2011\u2012\u2013\u2014\u2015\u30a0\u30fb"
)
"""Soft hyphens, joiners, dashes and middle dots stand within words, and so within addresses; they do not end one."""
_WIDE = ((0x3001, 0x301F), (0xFE30, 0xFE6B), (0xFF01, 0xFF65))
"""Where the symbols of scripts without spaces stand, such as a full-width `=`."""
_AT_END = re.compile(rf"[:;!,.?_*~{_WITHIN}]+\Z")
_REFERENCE = re.compile(r"&[A-Za-z0-9]+;\Z")
"""A character reference, such as `&quot;`."""


def _ends_an_address(sign: str) -> bool:
    """Whether it is punctuation, or a sign that nobody sees."""
    kind = category(sign)
    if sign in _WITHIN:
        return False
    is_wide = any(first <= ord(sign) <= last for first, last in _WIDE)
    return kind.startswith("P") or kind == "Cf" or (is_wide and kind.startswith("S"))


class _Ends(dict[int, str]):
    """For `str.translate`: a space for what ends an address, though no space follows; each sign is looked at once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        return self.setdefault(code, " " if code >= _ASCII and _ends_an_address(sign) else sign)


_ENDS = _Ends()


class BareLinks(LinkifyIt):  # type: ignore[misc]  # linkify-it-py is not typed
    """Finds addresses in a text; not `setup.py`, which could be a domain."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
        self.add("ftp:", None).add("//", None)
        self.add("www.", {"validate": self._after_www, "normalize": self._with_scheme})
        self._host = re.compile(self.re["src_host_port_strict"] + self.re["src_path"], re.IGNORECASE)

    def _after_www(self, text: str, pos: int) -> int:
        found = self._host.match(text, pos)
        return len(found[0]) if found else 0

    def _with_scheme(self, match: Match) -> None:
        match.url = f"http://{match.url}"

    def test(self, text: str) -> bool:
        """Whether there is any."""
        return not _LONG_WORD.search(text) and bool(super().test(text.translate(_ENDS)))

    def match(self, text: str) -> list[Match] | None:
        """All of a text; None if there is none."""
        if _LONG_WORD.search(text):
            return None
        found: list[Match] | None = super().match(text.translate(_ENDS))
        return [_trimmed(match, text) for match in found] if found else found

    def match_at_start(self, text: str) -> Match | None:
        """The one that a text begins with, if it begins with a scheme."""
        found = super().match_at_start(text[: limits.MAX_WORD].translate(_ENDS))
        return _trimmed(found, text) if found else found


def _trimmed(match: Match, text: str) -> Match:
    """The same without what ends the sentence around it."""
    end = match.last_index
    before = -1
    while end != before:
        before = end
        address = text[match.index : end]
        semicolon = text[end : end + 1] == ";"
        if reference := _REFERENCE.search(address + ";" * semicolon):
            end -= len(reference[0]) - semicolon
        elif at_end := _AT_END.search(address):
            end -= len(at_end[0])
    if cut := match.last_index - end:
        match.last_index = end
        match.raw, match.text, match.url = match.raw[:-cut], match.text[:-cut], match.url[:-cut]
    return match
