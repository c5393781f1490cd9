"""What is indexed of an object: what its readers see, rather than how its author wrote it; and the words of that."""

import html
from collections.abc import Iterable

from commkit.rendering import read_shown
from commkit.runtime.values.words import tokenize
from commkit.search.policy import fit_words, to_tsvector, to_words


def searched_text(source: str, markup: str = "markdown") -> str:
    """The text to index.

    Of HTML it is the text without the markup: nobody looks for `strong`, and words cross tags. Markdown is read well as
    it was written, so only its character references are resolved.

    Args:
        source: The text as it was written.
        markup: Its markup.
    """
    if markup == "html":
        return read_shown(source, markup=markup).text
    return html.unescape(source) if markup == "markdown" and "&" in source else source


def index_words(title: str, body: str, tags: Iterable[str], scope: str, *, dialect: str) -> dict[str, str]:
    """The words for the full-text index of a database: the same on both, so that both find the same.

    Args:
        title: The entry's title.
        body: Its text.
        tags: Its tags.
        scope: The values that searches filter by, as words.
        dialect: `sqlite` or `postgresql`.

    Returns:
        The values of the index by column: on SQLite of its table, on PostgreSQL of the entry's own row.
    """
    in_title, in_tags, in_body = fit_words(
        tokenize(title), (word for tag in tags for word in tokenize(tag)), tokenize(body)
    )
    if dialect == "sqlite":
        parts = {"title": in_title, "body": in_body, "tags": in_tags}
        return {**{name: " ".join(words) for name, words in parts.items()}, "scope": scope}
    return {
        "document": to_tsvector(in_title, in_body, in_tags, scope.split()),
        "words": to_words(in_title, in_tags, in_body),
    }
