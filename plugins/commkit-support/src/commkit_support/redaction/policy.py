"""The redaction of texts that leave the community for a help desk: no contact data and no secrets.

The rules, in this order:

1. **E-mail addresses** become `[e-mail]`: up to 64 characters, `@`, a name with a dot.
2. **Named secrets**, such as `password: x`, `api_key=x`, `Bearer x`: the name stays, the value becomes `[secret]`.
3. **Token-like words** become `[token]`: at least 20 letters, digits, `_`, `-`, `+`, `=` in a row, with a digit and a
   letter among them; or at least 32 of these or `/`, with a digit, a capital and a small letter among them.
   Ids and hashes are such words too.
4. **Phone-like numbers** become `[number]`: 7 digits or more, between two of which stand at most two of space, `.`,
   `-`, `/`, `(`, `)`, with an optional `+` ahead. ISO dates (`2026-01-31`) stay; IP addresses, numbers of cards and
   accounts are replaced too: a false positive is better than a phone number that stays.

No rule finds names in running text; the bundle names the asker nowhere else. A second redaction changes nothing more.
Every pattern is bounded or does not backtrack, so the time is linear in the length of the text.
"""

import re

EMAIL, SECRET, TOKEN, NUMBER = "[e-mail]", "[secret]", "[token]", "[number]"  # the replacements

_EMAIL = re.compile(r"[^\s@<>()\[\]\"',;:]{1,64}@[^\s@<>()\[\]\"',;:]{1,255}\.[^\s@<>()\[\]\"',;:.]{2,63}")
_NAMED = re.compile(
    r"(?i)((?:password|passwd|passphrase|pwd|secret|token|api[ _-]?key|access[ _-]?key)[\"']?\s{0,3}[:=]\s{0,3}"
    r"|(?:bearer|basic)\s{1,3}(?=[^\s\d]{0,200}\d))(?!\[secret\])\S{1,4096}"
)
_TOKEN = re.compile(
    r"(?<![\w+=-])(?=[\w+=-]{0,2000}\d)(?=[\w+=-]{0,2000}[^\W\d_])[\w+=-]{20,}"
    r"|(?<![\w+=/-])(?=[\w+=/-]{0,2000}[0-9])(?=[\w+=/-]{0,2000}[A-Z])(?=[\w+=/-]{0,2000}[a-z])[\w+=/-]{32,}"
)
_NUMBER = re.compile(r"(?<!\d)\+?\(?(?:\d[ ./()-]{0,2}){6,}\d(?!\d)(?!:\d)")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def redact(text: str) -> str:
    """The text without e-mail addresses, secrets, tokens and phone-like numbers; see the rules above."""
    text = _EMAIL.sub(EMAIL, text)
    text = _NAMED.sub(rf"\g<1>{SECRET}", text)
    text = _TOKEN.sub(TOKEN, text)
    return _NUMBER.sub(lambda match: match[0] if _ISO_DATE.fullmatch(match[0]) else NUMBER, text)
