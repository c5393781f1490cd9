"""How pages of what was found are made: the search, and what its hits are called and offered, class by class."""

from commkit.members import Authors, ObjectView, author_in, authors_of, object_views
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.offers import listed_offers
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
    offered = listed_offers(context, keys)
    items = (
        _view(hit, authors, objects.get(key), offered.get(key, frozenset()))
        for hit, key in zip(found.hits, keys, strict=True)
    )
    return HitPage(tuple(items), found.next, found.terms)


def _view(hit: SearchHit, authors: Authors, shown: ObjectView | None, may: frozenset[str]) -> HitView:
    if shown is not None:
        return HitView(hit, shown.title, shown.part_of, shown.author, may)
    author = author_in(authors, hit.author) if hit.author is not None else None
    return HitView(hit, "".join(part.text for part in hit.title), hit.object, author, may)
