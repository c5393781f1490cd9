"""Which posts of a dump are wikis of tags: the rows of Tags name them."""

from contextlib import suppress

from commkit.importers.stackexchange.dump import Dump, DumpCorrupted
from commkit.importers.stackexchange.fields import DumpRowRejected, canonical, clean_names, maybe, value
from commkit.importers.stackexchange.history import WikiParts
from commkit.posts import TagWikiPart

_PARTS = {"ExcerptPostId": TagWikiPart.EXCERPT, "WikiPostId": TagWikiPart.BODY}


def find_wikis(dump: Dump) -> WikiParts:
    """The posts of a dump that are parts of tags' wikis. It takes memory by the number of tags.

    Tags that are malformed, and what cannot be read of the table, are told where the tags themselves are imported.
    """
    found: WikiParts = {}
    with suppress(DumpCorrupted):
        for row in dump.rows("Tags"):
            with suppress(DumpRowRejected):
                (tag,) = value(row, "TagName", lambda text: clean_names((text,)))
                for attribute, part in _PARTS.items():
                    post = maybe(row, attribute, canonical)
                    if post is not None:
                        found.setdefault(post, (tag, part))
    return found
