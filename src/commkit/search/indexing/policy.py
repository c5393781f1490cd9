"""Which text of an object is searched: what its readers see, rather than how its author wrote it."""

import html

from commkit.rendering import read_shown


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
