"""The masking of e-mail addresses, as they are written and as people and archives spell them.

1. **Written**: up to 64 characters, `@`, a name with a dot or an IP address in brackets.
2. **Spelled with a sign**: `ada @ example.org`, `ada [at] example.org`, `ada (at) example (dot) org`.
3. **Spelled in words**: `ada at example.org`, `ada at example dot org`, as the archives of mailman do it. In running
   text this also finds `look at example.org`, so it is a choice of the caller.

Texts are compared as people read them, see `fold_text`. Every pattern is bounded, so the time is linear in the length
of the text. A second masking changes nothing more.
"""

import re

from commkit.redaction.replacing import replace_folded

EMAIL = "[e-mail]"
"""What stands in the place of an address."""

_NAME = r"[^\s@<>()\[\]\"',;:]{1,64}"
_WRITTEN = re.compile(
    rf"(?:{_NAME}|\"[^\"\n]{{1,64}}\")@"
    r"(?:[^\s@<>()\[\]\"',;:]{1,255}\.[^\s@<>()\[\]\"',;:.]{2,63}|\[[0-9A-Fa-f:.]{2,45}\])"
)
_GAP = r"\s{0,3}"
_OPEN, _CLOSE = rf"{_GAP}[\[({{<]{_GAP}", rf"{_GAP}[\])}}>]{_GAP}"
_DOT = rf"(?:\.|\s{{1,3}}dot\s{{1,3}}|{_OPEN}(?:dot|\.){_CLOSE})"
_DOMAIN = rf"(?:[\w-]{{1,63}}{_DOT}){{1,8}}(?:xn--[\w-]{{1,59}}|[^\W\d_]{{2,63}})"
_SIGNED = re.compile(rf"(?i){_NAME}(?:{_GAP}@{_GAP}|{_OPEN}(?:at|@){_CLOSE}){_DOMAIN}")
_IN_WORDS = re.compile(rf"(?i){_NAME}\s{{1,3}}at\s{{1,3}}{_DOMAIN}")


def mask_addresses(text: str, *, words: bool = False) -> str:
    """The text with `[e-mail]` in the place of each e-mail address; see the rules above.

    Args:
        text: The text.
        words: Whether addresses in words, `ada at example.org`, are masked too.
    """
    for pattern in (_WRITTEN, _SIGNED, *((_IN_WORDS,) if words else ())):
        text = replace_folded(text, pattern, lambda match: (match.start(), EMAIL))
    return text
