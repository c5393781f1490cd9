"""Which names a text mentions."""

import re

_NAME = re.compile(r"""(?<![\w@/.`])@(?:"([^"\n]{1,100})"|(\w[\w.\-]{0,98}\w|\w))""")

_HIDDEN = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"  # a block of code, to the end if it never ends
    r"|(?<!`)(?P<ticks>`+)(?!`).{1,500}?(?<!`)(?P=ticks)(?!`)"  # code within a line; bounded, as texts may be hostile
    r"|^ {0,3}>[^\n]*$"  # a quotation
    r"|^(?: {4}|\t)[^\n]*$",  # indented code
    re.MULTILINE | re.DOTALL,
)

_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>"
)  # possessive, so that a tag without an end is scanned only once

_IGNORED_ELEMENTS = frozenset({"code", "pre", "blockquote"})


def mentioned_names(body: str, markup: str) -> tuple[str, ...]:
    """The names that a text mentions, in order, none twice."""
    if "@" not in body:
        return ()
    text = _visible_text(body) if markup == "html" else _HIDDEN.sub(" ", body)
    return tuple(dict.fromkeys(quoted or word for quoted, word in _NAME.findall(text)))


def _visible_text(html: str) -> str:
    """The text of an HTML fragment outside of code and quotations, in one pass."""
    parts: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(html):
        if not depth:
            parts.append(html[start : tag.start()])
        if tag[2].lower() in _IGNORED_ELEMENTS:
            depth = max(depth + (-1 if tag[1] else 1), 0)
        start = tag.end()
    return " ".join(parts if depth else [*parts, html[start:]])
