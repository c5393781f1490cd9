"""What HTML may hold. All that is shown went through here last, whoever made it."""

import re

import nh3

from commkit.rendering import limits
from commkit.rendering.context import RenderLimitExceeded
from commkit.rendering.highlighting import HIGHLIGHT_CLASSES
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
"""Tags that go with all that is in them; of others that are not allowed, what is in them stays."""

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


def count_unclosed(html: str) -> int:
    """How many formatting tags may stay open, at most: all but those that are surely closed, with only text inside.

    Only the plainest tags count as closed; whatever could be read in two ways counts as open.
    """
    for _ in range(5):  # a link in emphasis in a link...
        html, closed = _CLOSED.subn(".", html)  # not by nothing: what stood around it must not become a tag
        if not closed:
            break
    return len(_OPENED.findall(html))


def _only_https(tag: str, name: str, value: str) -> str | None:
    """A picture is fetched by every reader: over HTTPS, and never from an address relative to the host's own pages."""
    return None if tag == "img" and name == "src" and not value.lower().startswith("https://") else value


def _build_cleaner(
    tags: frozenset[str], exact: dict[str, dict[str, set[str]]], classes: dict[str, set[str]]
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(DROPPED_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_only_https,
        tag_attribute_values={"td": _ALIGN, "th": _ALIGN} | exact,
        # One for each tag: several come in an order that differs from process to process.
        set_tag_attribute_values={"img": {"referrerpolicy": "no-referrer"}},
        allowed_classes=classes,
        generic_attribute_prefixes=set(),
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel="nofollow ugc noopener",
        strip_comments=True,
    )


_MARKDOWN_CLEANER = _build_cleaner(
    ALLOWED_TAGS | {"input", "span"},
    {"input": {"type": {"checkbox"}, "disabled": {""}, "checked": {""}}},
    {"a": {"mention"}, "li": {"task-list-item"}, "pre": {"highlight"}, "span": set(HIGHLIGHT_CLASSES)},
)
_UNTRUSTED_CLEANER = _build_cleaner(ALLOWED_TAGS, {}, {})


def clean_markdown_html(html: str) -> str:
    """HTML that was made of Markdown: it may have boxes for tasks, and classes; nobody who writes can set either.

    Raises:
        RenderLimitExceeded: It is too long.
    """
    if len(html) > limits.MAX_OUTPUT:
        raise RenderLimitExceeded
    return _checked_output(_MARKDOWN_CLEANER.clean(html))


def clean_untrusted_html(html: str) -> str:
    """HTML that somebody wrote, or that came with an import: no class, so that nothing poses as a mention.

    Raises:
        RenderLimitExceeded: To read it as browsers do would cost too much.
    """
    tags = html.count("<")
    if (
        len(html) > limits.MAX_HTML
        or tags > limits.MAX_HTML_TAGS
        or tags * count_unclosed(html) > limits.MAX_HTML_REOPENED
    ):
        raise RenderLimitExceeded
    return _checked_output(_UNTRUSTED_CLEANER.clean(html))


def _checked_output(html: str) -> str:
    if len(html) > limits.MAX_OUTPUT:
        raise RenderLimitExceeded
    # Written as entities they get in, and no feed may hold them. Put in their place, for without them two halves of a
    # scheme could meet.
    return CONTROLS.sub("\ufffd", html)
