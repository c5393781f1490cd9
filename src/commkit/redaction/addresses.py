"""The masking of e-mail addresses, as they are written and as people and archives spell them.

1. **Written**: up to 64 characters, `@`, a name with a dot whose last label is letters, or an IP address in brackets.
   No addresses are `lodash@4.17.21`, `logo@2x.png`, `getty@tty1.service`, `git@host` and the user of a URL.
2. **Spelled with a sign**: `ada [at] example.org`, `ada (at) example (dot) org`; and on one line `ada @ example.org`,
   where the last label is a country or one of the usual ends, as `A @ B.transpose()` is none.
3. **Spelled in words**: `ada at example dot org`, where the last label is a country or one of the usual ends. And
   `ada at example.org`, as the archives of mailman do it: in running text this also finds `look at example.org`, so it
   is a choice of the caller.

Texts are compared as people read them, see `fold_text`. Every pattern is bounded, so the time is linear in the length
of the text. Masking goes on until nothing changes, so a second masking changes nothing more.
"""

import re
from collections.abc import Iterator

from commkit.redaction.replacing import replace_folded

EMAIL = "[e-mail]"
"""What stands in the place of an address."""

_SIGN = r"[\w.%+\u0300-\u036f-]"
_NAME = rf"(?:{_SIGN}{{1,32}}'(?=\w))?{_SIGN}{{1,64}}"
_LABEL = r"[\w\u0300-\u036f-]{1,63}"
_LETTERS = r"(?:xn--[\w-]{1,59}|[^\W\d_]{2,63})"
_WRITTEN = re.compile(
    rf"(?:{_NAME}|\"[^\"\n]{{1,64}}\")@"
    rf"(?P<domain>(?:{_LABEL}\.){{1,8}}(?P<last>{_LETTERS})|\[[0-9A-Fa-f:.]{{2,45}}\])"
)
_GAP = r"(?:[^\S\n]|[*~`]){0,3}"
_OPEN, _CLOSE = rf"{_GAP}[\[({{<]{_GAP}", rf"{_GAP}[\])}}>]{_GAP}"
_DOT = rf"(?:[*~`]{{0,2}}\.[*~`]{{0,2}}|[^\S\n]{{1,3}}dot[^\S\n]{{1,3}}|{_OPEN}(?:dot|\.){_CLOSE})"
_DOMAIN = rf"(?P<domain>(?:{_LABEL}{_DOT}){{1,8}}(?P<last>{_LETTERS}))"
_SIGNED = re.compile(rf"(?i){_NAME}(?:{_GAP}(?P<sign>@){_GAP}|{_OPEN}(?:at|@){_CLOSE}){_DOMAIN}")
_DOT_IN_WORDS = r"[^\S\n]{1,3}dot[^\S\n]{1,3}"
_ALL_IN_WORDS = re.compile(
    rf"(?i){_NAME}[^\S\n]{{1,3}}at[^\S\n]{{1,3}}"
    rf"(?P<words>(?:{_LABEL}{_DOT_IN_WORDS}){{1,8}})(?P<last>{_LETTERS})(?![\w-])"
)
_IN_WORDS = re.compile(rf"(?i){_NAME}\s{{1,3}}at\s{{1,3}}{_DOMAIN}")

_FILE_ENDS = (
    "png jpg jpeg gif svg webp ico bmp pdf css scss less js jsx tsx mjs cjs json xml html htm yml yaml toml ini cfg "
    "conf log txt csv tsv tar tgz gz bz xz whl egg exe dll dylib lock bak tmp patch diff git service socket timer "
    "mount automount swap target path slice scope device"
)
"""Ends of file names and of units that are nobody's domain; those that are a country's too are domains."""
_FILES = frozenset(_FILE_ENDS.split())
_RELEASE_WORDS = "alpha beta rc pre dev next canary snapshot final release latest stable"
_RELEASES = frozenset(_RELEASE_WORDS.split())
_VERSION = re.compile(r"(?i)v?\d{1,9}\.(?:\d|(?:[\w-]{1,63}\.){0,8}(?P<word>[a-z]+)$)")
_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd "
    "cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge "
    "gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh "
    "ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw "
    "mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb "
    "sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk "
    "us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_USUAL_ENDS = (
    "com org net edu gov mil int info biz pro mobi coop aero museum travel jobs asia post app dev xyz "
    "online site website shop store tech technology cloud email blog club live news wiki agency company digital "
    "solutions support systems network academy consulting berlin wien hamburg koeln tirol swiss london paris africa "
    "example"
)
_ENDS = frozenset((*_COUNTRIES.split(), *_USUAL_ENDS.split()))
_MACHINES = frozenset({"git", "hg"})
"""Users of machines, who are nobody."""
_PASSES = 10
"""What was masked may end another address that was none before: `a@b dot c@d.org`. A bound keeps the time linear."""
_SPELLED = re.compile(r"[\s*~`]")
_BEFORE = re.compile(r"(?:([a-z][a-z0-9+.-]{0,20}):)?//\Z", re.IGNORECASE)


def mask_addresses(text: str, *, words: bool = False) -> str:
    """The text with `[e-mail]` in the place of each e-mail address; see the rules above.

    Args:
        text: The text.
        words: Whether addresses in words, `ada at example.org`, are masked too.
    """
    patterns = (_WRITTEN, _ALL_IN_WORDS, _SIGNED, *((_IN_WORDS,) if words else ()))
    for _ in range(_PASSES):
        masked = text
        for pattern in patterns:
            masked = replace_folded(
                masked, pattern, lambda match: (match.start(), EMAIL) if _is_one(match) else None
            )
        if masked == text:
            break
        text = masked
    return text


def find_addresses(folded: str, *, spelled: bool = True) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses begin and end, in a text that is folded already (`fold_text`); they may overlap.

    Args:
        folded: The text.
        spelled: Whether those that are spelled with a sign or in words are found too; in code that sign is an operator.
    """
    for pattern in (_WRITTEN, _SIGNED, _ALL_IN_WORDS) if spelled else (_WRITTEN,):
        yield from (match.span() for match in pattern.finditer(folded) if _is_one(match))


def _is_one(match: re.Match[str]) -> bool:
    found = match.groupdict()
    last = (found["last"] or "").lower()
    if not last:  # an IP address in brackets
        return True
    if "words" in found:
        return last in _ENDS or last.startswith("xn--")
    text, end = match.string, match.end()
    if (last in _FILES and not _names_file(found["domain"])) or text[end : end + 1] == "(":
        return False
    if "sign" in found and _is_spaced(match):
        return found["sign"] is None or last in _ENDS or last.startswith("xn--")
    name = match[0].partition("@")[0]
    if name in _MACHINES or (text[end : end + 1] == ":" and text[end + 1 : end + 2] in ("/", "~")):
        return False
    version = _VERSION.match(found["domain"])
    if version and (version["word"] is None or version["word"].lower() in _RELEASES):
        return False
    return not _is_user_of_url(text, match.start(), end)


def _names_file(domain: str) -> bool:
    """Whether a file is named after an address: `ada@example.org.txt`."""
    labels = domain.lower().split(".")
    return len(labels) > 2 and labels[-2] in _ENDS


def _is_spaced(match: re.Match[str]) -> bool:
    """Whether an address is spelled, not written as one word."""
    return (
        match["sign"] is None
        or not match[0].endswith(f"@{match['domain']}")
        or _SPELLED.search(match[0]) is not None
    )


def _is_user_of_url(text: str, start: int, end: int) -> bool:
    before = _BEFORE.search(text, max(0, start - 24), start)
    if before is None:
        return False
    return (before[1] or "").lower() not in ("http", "https", "") or text[end : end + 1] in ("/", ":")
