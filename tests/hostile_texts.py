"""Texts that break careless software, written for this project: each is a pair of what it is for and the text."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from commkit import Conflict, Denied, Invalid, NotFound

_LONG = 50_000

HOSTILE: tuple[tuple[str, str], ...] = (
    # nothing, and almost nothing
    ("empty", ""),
    ("one space", " "),
    ("spaces of other widths", "\u2003\u2009\u00a0"),
    ("tab and newline", "\t\n"),
    ("carriage returns", "a\rb\r\nc"),
    ("vertical tab and form feed", "a\x0bb\x0cc"),
    ("line and paragraph separators", "a\u2028b\u2029c"),
    ("next line control", "a\u0085b"),
    ("zero-width space only", "\u200b"),
    ("zero-width joiners within a word", "co\u200dmm\u200ckit"),
    ("byte-order mark at the start", "\ufeffhello"),
    ("word joiner and soft hyphen", "soft\u00adhy\u2060phen"),
    ("hangul filler that looks empty", "\u3164"),
    ("braille blank", "\u2800"),
    # what no text may hold
    ("NUL", "a\0b"),
    ("NUL at the end", "password\0"),
    ("lone high surrogate", "\ud83d"),
    ("lone low surrogate", "x\udc00y"),
    ("swapped surrogates", "\udc00\ud83d"),
    ("escape sequence that clears a terminal", "\x1b[2J\x1b[H"),
    ("backspaces", "harmless\b\b\b\b\b\b\b\bharmful"),
    ("bell and delete", "\x07ring\x7f"),
    ("C1 controls", "\x80\x9b31m\x9f"),
    # directions
    ("right-to-left text", "\u05e9\u05dc\u05d5\u05dd \u0639\u0627\u0644\u0645"),
    ("override that hides an extension", "report\u202efdp.exe"),
    ("isolates left open", "\u2066\u2067\u2068open"),
    ("embedding without end", "\u202a\u202b\u202d"),
    ("mixed directions and digits", "\u0661\u0662\u0663 of 123 \u05d0\u05d1"),
    # composition
    ("e with an accent, composed", "caf\u00e9"),
    ("e with an accent, decomposed", "cafe\u0301"),
    ("tower of combining marks", "a" + "\u0300\u0316\u0338" * 80),
    ("combining mark with nothing to stand on", "\u0301"),
    ("one character that spells a phrase", "\ufdfa"),
    ("ligatures and full width", "\ufb01n\uff41l"),
    ("roman numeral and superscript", "\u2167 x\u00b2"),
    ("Angstrom, three ways", "\u212b\u00c5A\u030a"),
    ("Turkish dotted and dotless i", "\u0130\u0131iI"),
    ("sharp s, small and great", "stra\u00dfe STRA\u1e9eE"),
    ("final sigma", "\u03a3\u0399\u03a3\u03a5\u03a6\u039f\u03a3"),
    ("letters of another script that look Latin", "\u0440\u0430\u0443\u0440\u0430l"),
    # emoji
    ("emoji", "\U0001f642"),
    ("family joined from four", "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"),
    ("skin tone and variation selector", "\U0001f44d\U0001f3fd \u2764\ufe0f"),
    ("flag from regional letters", "\U0001f1fa\U0001f1f3"),
    ("flag spelled in tag characters", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
    ("keycap", "7\ufe0f\u20e3"),
    # the edges of Unicode
    ("last code point", "\U0010ffff"),
    ("noncharacters", "\ufffe\uffff\ufdd0"),
    ("replacement character", "\ufffd"),
    ("private use", "\ue000\U000f0000"),
    ("first code point beyond the basic plane", "\U00010000"),
    ("unassigned code point", "\u0378"),
    # languages inside the text
    ("SQL that ends a string", "Robert'; DROP TABLE commkit_post; --"),
    ("SQL that is always true", '" OR ""="'),
    ("SQL wildcards", "100%_\\%"),
    ("SQL parameters of every style", ":id ? %s %(id)s $1 @p"),
    ("SQL dollar quotes", "$$ $tag$ ; SELECT pg_sleep(0) $tag$ $$"),
    ("backslashes and quotes", "\\' \\\" \\\\ \\0 \\x00 \\u0000"),
    ("HTML with a script", "<script>document.title='x'</script>"),
    ("HTML attribute that escapes", "\"><img src=x onerror=alert(1)>"),
    ("HTML entity and comment", "&lt;b&gt; &#0; <!-- -- > -->"),
    ("CDATA and a declaration", "<![CDATA[x]]> <!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>"),
    ("Markdown link to a script", "[click](javascript:alert%281%29)"),
    ("shell", "$(touch /tmp/x) `id` ; rm -rf ~ | cat && true"),
    ("shell options", "--help -rf /"),
    ("path that climbs", "../../../../etc/hosts\\..\\..\\boot.ini"),
    ("format strings of C", "%s%n%x%99999d"),
    ("format strings of Python", "{0.__class__} {} {community_id!r:>9999}"),
    ("template", "{{ 7*7 }} ${7*7} #{7*7} <%= 7*7 %>"),
    ("JSON inside text", '{"kind": "answer", "to": null}'),
    ("formula for a spreadsheet", "=HYPERLINK(\"http://example.invalid\",\"x\")"),
    ("header that goes on", "hello\r\nSet-Cookie: a=b"),
    ("log line that forges another", "ok\n2030-01-01 CRITICAL all lost"),
    ("JNDI look-up", "${jndi:ldap://example.invalid/a}"),
    # words that mean something elsewhere
    ("null by name", "null"),
    ("None, NaN, Infinity", "None NaN -Infinity"),
    ("number beyond 64 bits", "9" * 40),
    ("number in another notation", "1e309 0x1F 1_000"),
    ("boolean", "true"),
    ("reserved file names", "CON PRN aux.txt"),
    ("the lobby's own id", "00000000-0000-0000-0000-000000000000"),
    # size
    ("long word", "w" * _LONG),
    ("long run of emoji", "\U0001f642" * _LONG),
    ("many lines", "x\n" * _LONG),
    ("deeply nested quotes", "> " * 2_000 + "deep"),
    ("deeply nested brackets", "[" * 5_000 + "]" * 5_000),
)  # fmt: skip

Send = Callable[[str], Any]


def accepted(send: Send, text: str) -> Any:
    """What sending gives; None where it is refused as it must be, by an error of ours."""
    with suppress(Conflict, Denied, Invalid, NotFound):  # not PluginError: that is a handler that broke
        return send(text)
    return None


def cleaned(text: str) -> str:
    """What the border promises to keep of a text: line ends as newlines, no control characters but tabs and these."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in unified if c in "\t\n" or unicodedata.category(c) != "Cc")
