"""Secrets in a text that is published: named ones, and keys of known forms; every search takes linear time.

A name such as `password` tells of a secret only where a value follows on its line that is no type, call, template,
comparison, or word that goes on as prose. In code the value must be quoted, or have letters and digits.
"""

import re
from collections.abc import Iterator

from commkit_support.redaction.policy import NAMES

_INLINE = r"</?(?:b|strong|em|i|code|kbd|tt|u|span)>"
_NAMED = re.compile(
    rf"(?i)(?P<name>{'|'.join(NAMES)})(?:[ \t\"'*_`~\])]|{_INLINE}){{0,9}}+(?::=|=>|:|=)(?![=:])"
    rf"(?:[ \t*_`~]|&nbsp;|{_INLINE}){{0,9}}+"
    r"(?:(?P<quote>[\"'])(?P<quoted>(?:(?!(?P=quote))[^\n\\]|\\[^\n]){1,500})(?P=quote)|(?P<bare>[^\s\"'<>]{1,4096}))"
)
_SENT = re.compile(
    r"(?i)(?:authorization[\"']?\s{0,2}[:=]\s{0,2}[\"']?(?:bearer|basic|token) |\b(?:bearer|basic) (?=[^\s\"'<>]{16}))"
    r"(?P<bare>[\w+/=.~-]{8,4096})"
)
_IN_URL = re.compile(r"://[^\s:/@\"'<>]{0,64}:(?P<bare>[^\s/@\"'<>]{3,128})@(?=[\w\[-])")
_KEY = re.compile(
    r"(?<![\w-])(?:(?:AKIA|ASIA)[0-9A-Z]{16}(?!\w)|gh[opsur]_\w{30,255}|github_pat_\w{22,255}|glpat-[\w-]{20,255}"
    r"|xox[abeoprs]-[\w-]{10,255}|sk-[\w-]{20,255}|[rs]k_(?:live|test)_\w{10,255}|AIza[\w-]{35}|npm_\w{36}"
    r"|pypi-[\w-]{50,255}|SG\.[\w-]{16,64}\.[\w-]{16,64}"
    r"|eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{8,2000})"
)
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY-----([^-]{1,20000})-----END ")
_KEY_LINE = re.compile(r"[A-Za-z0-9+/=]{8,}")

_NO_SECRETS = (
    "str string int integer bool boolean bytes byte any none null nil undefined text object number char varchar "
    "optional required missing invalid wrong incorrect empty blank unknown expired changed change reset set unset done "
    "true false yes no not ok todo tbd xxx xxxx example sample placeholder changeme password passwd passphrase token "
    "secret pass username email e-mail your yours mypassword hidden hide show redacted masked forgotten forgot please "
    "click here below above this that see same there where when what why how which void never self auto default "
    "inherit eof identifier keyword symbol expression value error denied failed"
)
_WORDS = frozenset(_NO_SECRETS.split())
_TYPE = re.compile(
    r"(?i)(?:u?int|float|sha|utf|md|base|bytes?|varchar|char|http|oauth|argon|bcrypt|aes|rsa|string|v|str)[-_]?\d{1,4}[a-z]{0,2}"
)
_CALL = re.compile(r"[A-Za-z_$][\w.$:>-]*[(\[]")
_PATH = re.compile(r"[A-Za-z_]\w{0,30}(?:(?:\.|->|::)[A-Za-z_]\w{0,30}){1,9}")
_NO_VALUE = re.compile(
    r"[\[{<>$%(/.\\=~|&,;:?]|https?://|\*\*\*|x{3,}\Z|-{1,2}\W|(?:required|nullable|optional)\b"
)
_TRIMMED = "*_`~.,:;?)]}|"
_COUNTS = re.compile(r"(?i)(?:max|min|num|n|count|total)[ _-]?\Z")
_UNEXPECTED = re.compile(r"(?i)(?:unexpected|illegal|missing|unknown|bad) \Z")
_ENDS = re.compile(r"[.!]?[ \t*_`~]*(?:<|\n|\Z)")


def find_secrets(folded: str, *, code: bool = False) -> Iterator[tuple[int, int, int]]:
    """The secrets of a folded text: where what tells of each begins, where it begins and where it ends.

    Args:
        folded: The text.
        code: Whether the text is code.
    """
    for match in _NAMED.finditer(folded):
        span = _named_value(match, code=code)
        if span is not None:
            yield match.start(), *span
    for pattern in (_SENT, _IN_URL):
        for match in pattern.finditer(folded):
            value = match["bare"]
            if _NO_VALUE.match(value) or (pattern is _IN_URL and value.lower() in _WORDS):
                continue
            if pattern is _IN_URL or _is_mixed(value):
                yield match.start("bare"), *match.span("bare")
    for match in _KEY.finditer(folded):
        yield match.start(), *match.span()
    for match in _PRIVATE_KEY.finditer(folded):
        for line in _KEY_LINE.finditer(folded, *match.span(1)):  # a line each, so that lines stay
            yield line.start(), *line.span()


def _named_value(match: re.Match[str], *, code: bool) -> tuple[int, int] | None:
    text, start = match.string, match.start()
    before = text[max(0, start - 12) : start]
    if _UNEXPECTED.search(before) or _COUNTS.search(before):
        return None
    if match["quoted"] is not None:
        return match.span("quoted") if _is_literal(match["quoted"]) else None
    value = match["bare"].rstrip(_TRIMMED)
    if not value or _NO_VALUE.match(value) or _CALL.match(match["bare"]):
        return None
    told = value.rstrip("!").lower()
    if told in _WORDS or _TYPE.fullmatch(value) or (told.rstrip("0123456789") in _WORDS and code):
        return None
    first = match.start("bare")
    end = first + len(value)
    if text[end - 1] == "\\":
        return None
    if _PATH.fullmatch(value) and (code or not _is_mixed(value)):
        return None
    is_secret = _is_mixed(value) and len(value) >= 6 if code else _is_told(match, value)
    return (first, end) if is_secret else None


def _is_literal(value: str) -> bool:
    """Whether a value in quotes is one: no template, no message, no placeholder."""
    plain = value.strip().lower()
    if (
        not plain
        or plain in _WORDS
        or _NO_VALUE.match(plain)
        or "{" in plain
        or plain.startswith(("your", "my_"))
    ):
        return False
    return " " not in plain or any(map(str.isdigit, plain))


def _is_told(match: re.Match[str], value: str) -> bool:
    """Whether a value without quotes is a secret that somebody tells in prose."""
    if _is_mixed(value):
        return len(value) >= 4
    name = match["name"].lower()
    is_password = name not in ("secret", "token") and not name.endswith("key")
    if not is_password:
        return False
    if value.isdigit():
        return len(value) >= 4
    if any(character in "!#$%^&*@+=?" for character in value.rstrip("!")):
        return len(value) >= 6
    line = match.string.rfind("\n", 0, match.start()) + 1
    is_alone = _ENDS.match(match.string, match.start("bare") + len(value)) is not None
    is_code = "(" in match.string[max(line, match.start() - 200) : match.start()] or "= " in match[0]
    return value.isascii() and value.isalpha() and len(value) >= 5 and is_alone and not is_code


def _is_mixed(value: str) -> bool:
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value))
