"""How pages of what was found are made: the search, and what its hits are called, class by class."""

from collections.abc import Mapping

from commkit.members import Authors, ObjectView, author_in, authors_of, object_views
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.descriptions import ObjectKey
from commkit.search.feature import search
from commkit.search.messages import SearchContent
from commkit.search.records import SearchHit
from commkit.search.views.messages import ViewHits
from commkit.search.views.records import HitPage, HitView


@search.handles(ViewHits)
def view_hits(context: Context, query: ViewHits) -> HitPage:
    """The page of the search, and what is beside it."""
    found = context.ask(derive(SearchContent, query))
    authors = authors_of(context, [hit.author for hit in found.hits])
    keys = [(hit.record, hit.object) for hit in found.hits]
    objects = object_views(context, keys, authors=authors, rendered=False)
    return HitPage(tuple(_view(hit, authors, objects) for hit in found.hits), found.next, found.terms)


def _view(hit: SearchHit, authors: Authors, objects: Mapping[ObjectKey, ObjectView]) -> HitView:
    shown = objects.get((hit.record, hit.object))
    if shown is not None:
        return HitView(hit, shown.title, shown.part_of, shown.author)
    author = author_in(authors, hit.author) if hit.author is not None else None
    return HitView(hit, "".join(part.text for part in hit.title), hit.object, author)
