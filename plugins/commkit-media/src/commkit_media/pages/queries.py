"""How pages of the host are read and counted; none of these opens a thread."""

from commkit import Context, FieldError, Invalid
from commkit.posts import ViewThread
from commkit.spaces import Space
from commkit_media.pages import statements as sql
from commkit_media.pages.feature import page_feature
from commkit_media.pages.handlers import key_of
from commkit_media.pages.messages import (
    CountPages,
    ListPageSections,
    ListPagesOfThreads,
    ReadPage,
    ViewPage,
)
from commkit_media.pages.records import PageCount, PageSection, PageState, PageView, ThreadOfPage


@page_feature.handles(ReadPage)
def read_page(context: Context, query: ReadPage) -> PageState:
    """One statement, and one more for the addresses of a page that has a thread."""
    return _state(context, key_of(context, query.page))


def _state(context: Context, key: str) -> PageState:
    found = context.one(sql.STATE, key=key)
    if found is None:
        return PageState(address=key)
    id, thread, address, _, title, comments = found
    addresses = tuple(key for (key,) in context.rows(sql.ADDRESSES, page=id))
    return PageState(address, id, thread, title, comments, addresses)


@page_feature.handles(ViewPage)
def view_page(context: Context, query: ViewPage) -> PageView:
    """Read the page, then its thread as everywhere; asking the thread's own query keeps the gates on it."""
    state = _state(context, key_of(context, query.page))
    if state.thread is None:
        return PageView(state, None)
    asked = ViewThread(state.thread, after=query.after, limit=query.limit, rendered=query.rendered)
    return PageView(state, context.ask(asked))


@page_feature.handles(CountPages)
def count_pages(context: Context, query: CountPages) -> tuple[PageCount, ...]:
    """One statement for all."""
    keys: list[str] = []
    faults: list[FieldError] = []
    for place, name in enumerate(query.pages):
        try:
            keys.append(key_of(context, name))
        except Invalid as error:
            faults += [FieldError(f"pages[{place}]", each.code, each.message) for each in error.errors]
    if faults:
        raise Invalid(faults, code="media.bad_page")
    counts = dict(context.rows(sql.COUNTS, keys=list(dict.fromkeys(keys)))) if keys else {}
    return tuple(PageCount(name, counts.get(key, 0)) for name, key in zip(query.pages, keys, strict=True))


@page_feature.handles(ListPagesOfThreads)
def list_pages_of_threads(context: Context, query: ListPagesOfThreads) -> tuple[ThreadOfPage, ...]:
    """One statement."""
    return tuple(context.rows(sql.OF_THREADS, threads=list(query.threads))) if query.threads else ()


@page_feature.handles(ListPageSections)
def list_page_sections(context: Context, query: ListPageSections) -> tuple[PageSection, ...]:
    """One statement; sections whose space the reader does not see are left out."""
    sections = context.rows(sql.SECTIONS)
    seen = context.visible_ids(Space, {each.space for each in sections})
    return tuple(each for each in sections if each.space in seen)
