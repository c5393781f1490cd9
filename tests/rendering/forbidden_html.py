"""What must not be left in HTML, found without the help of what makes or cleans it: the parser of the standard library.

The lists below are written out once more on purpose: a list borrowed from the sources could not contradict them.
"""

import re
from html import unescape
from html.parser import HTMLParser

TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "input", "kbd", "li", "ol", "p", "pre", "s", "span", "strike", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "rel", "class"},
    "img": {"src", "alt", "title", "referrerpolicy"},
    "input": {"type", "disabled", "checked"},
    "li": {"class"},
    "ol": {"start"},
    "pre": {"class"},
    "span": {"class"},
    "td": {"align"},
    "th": {"align"},
}
HIGHLIGHT_CLASSES = re.compile(r"mention|highlight|task-list-item|[a-z][a-z0-9]{0,4}")
SCHEMES = {"href": {"http", "https", "mailto", ""}, "src": {"https"}}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def scheme(url: str) -> str:
    """The scheme as browsers see it: they skip what is not visible."""
    seen = re.sub(r"[\t\n\r]", "", url.strip("".join(map(chr, range(33)))))
    found = _SCHEME.match(seen)
    return found[1].lower() if found else ""


def dangers(html: str) -> list[str]:
    """Everything in HTML that is not known to be harmless, in words."""
    walker = _Walker()
    walker.feed(html)
    walker.close()
    if any(ord(character) < 32 and character not in "\t\n" for character in unescape(html)):
        walker.found.append("a control character")
    if "<" in html.rpartition(">")[2]:
        walker.found.append("a tag that what follows on the page would end")
    return walker.found


class _Walker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if "<" in data:
            self.found.append("a bracket that may be read as a tag")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"tag {tag}")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        given = [name for name, _ in attrs]
        if len(given) != len(set(given)):
            self.found.append(f"an attribute of {tag} twice")
        if tag == "a" and dict(attrs).get("rel") != "nofollow ugc noopener":
            self.found.append("a link without rel")
        if tag == "img" and dict(attrs).get("referrerpolicy") != "no-referrer":
            self.found.append("an image that leaks where it is shown")
        if tag == "input" and (dict(attrs).get("type") != "checkbox" or "disabled" not in given):
            self.found.append("a field that can be filled in")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES.get(tag, set()):
            self.found.append(f"attribute {name} of {tag}")
        if name in SCHEMES and scheme(value) not in SCHEMES[name]:
            self.found.append(f"{name} to {value[:40]!r}")
        if name == "class" and not all(HIGHLIGHT_CLASSES.fullmatch(word) for word in value.split()):
            self.found.append(f"class {value!r}")

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("a declaration")

    def unknown_decl(self, data: str) -> None:
        self.found.append("an unknown declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("an instruction")
