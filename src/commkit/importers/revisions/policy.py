"""What a history leads to, and whether two texts in different markups say the same."""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from commkit.importers.revisions.records import (
    ExternalRevision,
    PresentText,
    TextVersion,
    Unlike,
    WrittenTexts,
)
from commkit.runtime.values.words import tokenize

_SAME_TIME = timedelta(seconds=1)
"""A source may write down an edit and the time of the last edit one after the other."""
_TAG = re.compile(r"<[^>]*>")
_SHOWN_ATTRIBUTE = re.compile(r"""\s(?:href|src|alt|title)=(?:"([^"]*)"|'([^']*)')""")
_CODE = re.compile(r"^(?: {4}|\t).*$|```.*?```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HTML_IN_MARKDOWN = re.compile(r"<(?!https?:|mailto:|ftp:)[a-zA-Z/!]")


def versions_of(changes: Iterable[ExternalRevision], present: PresentText) -> list[TextVersion]:
    """The versions that changes lead to, in their order; changes of one edit make one.

    A part that the first ones do not say is taken from the present text.
    """
    edits: dict[str, list[ExternalRevision]] = {}
    for change in changes:
        edits.setdefault(change.edit, []).append(change)
    title, tags = (present.title, present.tags) if present.opens else ("", ())
    body, markup = present.body, present.markup
    versions: list[TextVersion] = []
    for edit in edits.values():
        for change in edit:
            if present.opens and change.title is not None:
                title = change.title
            if present.opens and change.tags is not None:
                tags = change.tags
            if change.body is not None:
                body, markup = change.body, change.markup
        said = next((change for change in edit if change.reason), edit[0])
        versions.append(TextVersion(title, body, markup, tags, said))
    return versions


def compare(present: PresentText, last: TextVersion, tags: tuple[str, ...]) -> Unlike:
    """The parts of a post that differ from its last revision.

    Args:
        present: What the post says.
        last: The last version at the source.
        tags: The tags of that version, as they are called here.
    """
    edited_later = present.edited_at is not None and present.edited_at > last.edit.at + _SAME_TIME
    same_body = not edited_later and says_the_same(
        present.body, present.markup, last.body, last_markup=last.markup
    )
    parts = {
        "title": present.title.split() == last.title.split(),
        "tags": set(present.tags) == set(tags),
        "body": same_body,
    }
    return Unlike(tuple(part for part, same in parts.items() if not same))


def continues(written: WrittenTexts, versions: Sequence[TextVersion]) -> bool:
    """Whether a history goes on from the revisions that are here: each of them has the text of its version.

    Titles and tags may be new: an edit is several rows, and an export may have ended between them.
    """
    return all(
        number <= len(versions) and versions[number - 1].body == text for number, text in written.items()
    )


def says_the_same(shown: str, markup: str, source: str, *, last_markup: str) -> bool:
    """Whether a text and the source of a revision say the same.

    In one markup they are equal. HTML says the same as Markdown where both have the same words, in what is shown or in
    the addresses, and the Markdown has no HTML, which would be shown as it is written. It says nothing of their order.
    """
    if markup == last_markup:
        return shown == source
    if (markup, last_markup) != ("html", "markdown") or _HTML_IN_MARKDOWN.search(_CODE.sub(" ", source)):
        return False
    seen = set(tokenize(html.unescape(_TAG.sub(" ", shown))))
    pointed_at = " ".join(a or b for a, b in _SHOWN_ATTRIBUTE.findall(shown))
    written = set(tokenize(html.unescape(source)))
    added = written - seen - set(tokenize(html.unescape(pointed_at)))
    return seen <= written and all(word.isdigit() for word in added)
