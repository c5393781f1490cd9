"""The sanitizer: the tags and attributes that HTML may have. It is the last step of all rendering."""

import logging
import re
from collections.abc import Callable
from html import unescape

import nh3

from commkit.rendering import limits
from commkit.rendering.context import RenderContext, RenderLimitExceeded, well_formed
from commkit.rendering.highlighting import HIGHLIGHT_CLASSES
from commkit.rendering.links import canonical_address
from commkit.rendering.safe_html import CONTROLS

ALLOWED_TAGS = frozenset({
    "a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s", "strike", "strong", "sub", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
DROPPED_TAGS = frozenset(
    {"iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea"}
)
"""Tags that are removed with their content; of others that are not allowed, the content stays."""

_Filter = Callable[[str, str, str], str | None]
_log = logging.getLogger("commkit")

_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
}
_ALIGN = {"align": {"left", "center", "right"}}
_FORMATTING = "a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_OPENED = re.compile(rf"<(?:{_FORMATTING})(?![a-z0-9])", re.IGNORECASE)
_ATTRIBUTE = r"""(?:\s+[\w-]+=(?:"[^"<>]*"|'[^'<>]*'))*"""
_CLOSED = re.compile(
    rf"<(?:br|img){_ATTRIBUTE}\s*/?>|<({_FORMATTING}){_ATTRIBUTE}\s*>[^<>]*</\1\s*>", re.IGNORECASE
)

_ID = re.compile(r'\sid="([^"]+)"')
_ABSOLUTE = re.compile("https?://|mailto:", re.IGNORECASE)
_PICTURE = re.compile(r"""<img(?:[^<>"]|"[^"]*")*>""")
_ALT = re.compile(r'\salt="([^"]*)"')


def count_unclosed(html: str) -> int:
    """An upper bound of unclosed formatting tags: all but those that are closed with only text inside.

    Only simple tags count as closed; ambiguous ones count as unclosed.
    """
    for _ in range(5):  # a link in emphasis in a link...
        html, closed = _CLOSED.subn(
            ".", html
        )  # not the empty string: the text around it must not become a tag
        if not closed:
            break
    return len(_OPENED.findall(html))


def _read_address(tag: str, name: str, value: str) -> str | None:
    """Write an address as it is read, and remove one that leads nowhere."""
    address = canonical_address(value) if name in ("href", "src") else value
    return _only_https(tag, name, address) if address is not None else None


def _only_https(tag: str, name: str, value: str) -> str | None:
    """Remove the source of an image that is not an absolute HTTPS URL: every reader's browser fetches it."""
    return None if tag == "img" and name == "src" and not value.lower().startswith("https://") else value


def _build_cleaner(
    tags: frozenset[str],
    exact: dict[str, dict[str, set[str]]],
    classes: dict[str, set[str]],
    anchors: frozenset[str] = frozenset(),
    attribute_filter: _Filter = _read_address,
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(DROPPED_TAGS),
        attributes=_ATTRIBUTES | {tag: _ATTRIBUTES.get(tag, set()) | {"id"} for tag in anchors},
        attribute_filter=attribute_filter,
        tag_attribute_values={"td": _ALIGN, "th": _ALIGN} | exact,
        # One attribute per tag: the order of several differs between processes.
        set_tag_attribute_values={"img": {"referrerpolicy": "no-referrer"}},
        allowed_classes=classes,
        generic_attribute_prefixes=set(),
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel="nofollow ugc noopener",
        strip_comments=True,
    )


def _build_rendered_cleaner(attribute_filter: _Filter = _read_address) -> nh3.Cleaner:
    return _build_cleaner(
        ALLOWED_TAGS | {"input", "section", "span"},
        {"input": {"type": {"checkbox"}, "disabled": {""}, "checked": {""}}},
        {
            "a": {"mention", "footnote-backref"},
            "hr": {"footnotes-sep"},
            "li": {"task-list-item", "footnote-item"},
            "ol": {"footnotes-list"},
            "pre": {"highlight"},
            "section": {"footnotes"},
            "span": set(HIGHLIGHT_CLASSES),
            "sup": {"footnote-ref"},
        },
        anchors=frozenset({"a", "li"}),
        attribute_filter=attribute_filter,
    )


_RENDERED_CLEANER = _build_rendered_cleaner()
_UNTRUSTED_CLEANER = _build_cleaner(ALLOWED_TAGS, {}, {})


def clean_rendered_html(html: str, context: RenderContext | None = None) -> str:
    """Sanitize HTML that was rendered here. It may have checkboxes, classes and anchors, which authors cannot set.

    Args:
        html: The HTML.
        context: Of a text whose links are made absolute.

    Raises:
        RenderLimitExceeded: The HTML is too long.
    """
    if len(html) > limits.MAX_OUTPUT:
        raise RenderLimitExceeded
    if context is None or context.resolve_link is None:
        return _checked_output(_RENDERED_CLEANER.clean(html))
    cleaner = _build_rendered_cleaner(_resolving(context, frozenset(_ID.findall(html))))
    return _checked_output(_without_empty_pictures(cleaner.clean(html)))


def clean_untrusted_html(html: str, context: RenderContext | None = None) -> str:
    """Sanitize HTML of an author or an import. It may have no classes, so that nothing looks like a mention.

    Args:
        html: The HTML.
        context: Of a text whose links are made absolute.

    Raises:
        RenderLimitExceeded: Parsing it as browsers do would take too long.
    """
    tags = html.count("<")
    if (
        len(html) > limits.MAX_HTML
        or tags > limits.MAX_HTML_TAGS
        or tags * count_unclosed(html) > limits.MAX_HTML_REOPENED
    ):
        raise RenderLimitExceeded
    if context is None or context.resolve_link is None:
        return _checked_output(_UNTRUSTED_CLEANER.clean(html))
    cleaner = _build_cleaner(ALLOWED_TAGS, {}, {}, attribute_filter=_resolving(context, frozenset()))
    return _checked_output(_without_empty_pictures(cleaner.clean(html)))


def _resolving(context: RenderContext, anchors: frozenset[str]) -> _Filter:
    """A filter that makes addresses absolute, but for those of the text's own anchors, and removes what has none."""

    def resolve(tag: str, name: str, value: str) -> str | None:
        if name not in ("href", "src") or (value[:1] == "#" and value[1:] in anchors):
            return value
        address = canonical_address(value)
        found = _resolved(context, address) if address is not None else None
        context.relative = context.relative or found != address
        return _only_https(tag, name, found) if found and _ABSOLUTE.match(found) else None

    return resolve


def _resolved(context: RenderContext, address: str) -> str | None:
    try:
        found = context.resolve_link(address) if context.resolve_link is not None else address
        return well_formed(found) if found is not None else None
    except ValueError:  # no address by any reading, such as `//[`
        return None
    except Exception:
        _log.exception("rendering.link_failed a link is left out")
        return None


def _without_empty_pictures(html: str) -> str:
    """Sanitized HTML in which a picture without a source is its alternative text."""
    return _PICTURE.sub(lambda found: found[0] if ' src="' in found[0] else _alternative(found[0]), html)


def _alternative(tag: str) -> str:
    found = _ALT.search(tag)
    return unescape(found[1]).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if found else ""


def _checked_output(html: str) -> str:
    if len(html) > limits.MAX_OUTPUT:
        raise RenderLimitExceeded
    # Entities can produce control characters, which feeds may not have. They are replaced, not removed: removal could
    # join two halves of a forbidden scheme.
    return CONTROLS.sub("\ufffd", html)
