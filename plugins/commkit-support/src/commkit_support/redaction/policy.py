"""The redaction of texts that leave the community for a help desk: no contact data and no secrets.

The rules, in this order:

1. **E-mail addresses** become `[e-mail]`, also those that are spelled with a sign: see `commkit.redaction`.
2. **Named secrets**, such as `password: x`, `api_key=x`, `Bearer x`: the name stays, the value becomes `[secret]`.
   Passwords are known by their names in many languages.
3. **Token-like words** become `[token]`: at least 20 letters, digits, `_`, `-`, `+`, `=` in a row, with a digit and a
   letter among them; or at least 32 of these or `/`, with a digit, a capital and a small letter among them.
   Ids and hashes are such words too.
4. **Phone-like numbers** become `[number]`: 7 digits or more, between two of which stand at most two of space, `.`,
   `-`, `/`, `(`, `)`, with an optional `+` ahead. ISO dates (`2026-01-31`) stay; IP addresses, numbers of cards and
   accounts are replaced too: a false positive is better than a phone number that stays.

Texts are compared as people read them: signs that are invisible count as nothing, every kind of space and of dash as
a space and a `-`, look-alikes of `@`, `.`, `:`, digits and letters of other widths as these (see `fold_text`). Marks
of Markdown around a name or a value, such as `**`, are not part of it. Only what was found is replaced; the rest stays
as it is written. Redact what people see, not its source: in HTML and Markdown a secret may be written in many ways.

No rule finds names in running text; the bundle names the asker nowhere else. A second redaction changes nothing more.
Every pattern is bounded or does not backtrack, so the time is linear in the length of the text.
"""

import re

from commkit.redaction import mask_addresses, replace_folded

SECRET, TOKEN, NUMBER = "[secret]", "[token]", "[number]"  # the replacements

NAMES = (
    "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "api[ _-]?key", "access[ _-]?key",
    "passwort", "kennwort", "geheimnis", "mot de passe", "contrase\u00f1a", "clave", "senha", "palavra-passe",
    "parola d'ordine", "wachtwoord", "l\u00f6senord", "adgangskode", "passord", "salasana", "has\u0142o", "heslo",
    "jelsz\u00f3", "parol\u0103", "\u015fifre", "parola", "\u03ba\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2",
    "\u043f\u0430\u0440\u043e\u043b\u044c", "\u05e1\u05d9\u05e1\u05de\u05d4",
    "\u0643\u0644\u0645\u0629 (?:\u0627\u0644\u0645\u0631\u0648\u0631|\u0627\u0644\u0633\u0631)",
    "\u092a\u093e\u0938\u0935\u0930\u094d\u0921", "\u5bc6\u7801", "\u5bc6\u78bc", "\u53e3\u4ee4",
    "\u30d1\u30b9\u30ef[\u30fc-]\u30c9", "\u6697\u8a3c\u756a\u53f7", "\ube44\ubc00\ubc88\ud638",
)  # fmt: skip
"""What secrets are called: in English, and passwords in the languages that people write to help desks in."""
_NAMED = re.compile(
    rf"(?i)((?:{'|'.join(NAMES)})"
    r"[\s\"'*_`~]{0,9}+[:=][\s\"'*_`~]{0,9}+|(?:bearer|basic)\s{1,3}(?=[^\s\d]{0,200}\d))(?!\[secret\])\S{1,4096}"
)
_TOKEN = re.compile(
    r"(?<![\w+=-])(?=[\w+=-]{0,2000}\d)(?=[\w+=-]{0,2000}[^\W\d_])[\w+=-]{20,}"
    r"|(?<![\w+=/-])(?=[\w+=/-]{0,2000}[0-9])(?=[\w+=/-]{0,2000}[A-Z])(?=[\w+=/-]{0,2000}[a-z])[\w+=/-]{32,}"
)
_NUMBER = re.compile(r"(?<!\d)\+?\(?(?:\d[ ./()-]{0,2}){6,}\d(?!\d)(?!:\d)")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def redact_secrets(text: str) -> str:
    """The text without the values of named secrets, which is rule 2."""
    return replace_folded(text, _NAMED, lambda match: (match.end(1), SECRET))


def redact(text: str) -> str:
    """The text without e-mail addresses, secrets, tokens and phone-like numbers; see the rules above."""
    text = redact_secrets(mask_addresses(text))
    text = replace_folded(text, _TOKEN, lambda match: (match.start(), TOKEN))
    return replace_folded(
        text, _NUMBER, lambda match: None if _ISO_DATE.fullmatch(match[0]) else (match.start(), NUMBER)
    )
