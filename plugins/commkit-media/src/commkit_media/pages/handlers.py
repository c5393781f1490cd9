"""How pages of the host get their threads, and how they are moved and merged."""

from attrs import evolve

from commkit import Conflict, Context, Invalid, NotFound
from commkit.posts import CreateReply, CreateThread, MergeThreads, Post, PostId, open_thread
from commkit.spaces import Space, SpaceId
from commkit_media.pages import statements as sql
from commkit_media.pages.addresses.policy import page_key, sections_of
from commkit_media.pages.facts import PageMoved, PageOpened, PageSectionSet, PagesMerged
from commkit_media.pages.feature import MANAGE_PAGES, PageSettings, page_feature
from commkit_media.pages.messages import BindPage, CommentOnPage, MergePages, MovePage, SetPageSection
from commkit_media.pages.ports import PageDirectory
from commkit_media.pages.records import HostPage, PageId
from commkit_media.policy import check_not_removed
from commkit_media.tables import host_page

_MAX_SECTIONS = 1_000
_MAX_TITLE = 300


def space_of(context: Context, page: HostPage) -> SpaceId | None:
    """The space that the thread of a page stands in."""
    return context.get(Post, page.thread).space


@page_feature.loads(HostPage, table=host_page, part_of=(Post, "thread"), space=space_of)
def fetch_page(context: Context, id: PageId) -> HostPage | None:
    """Load a page whose thread the actor may see."""
    return context.one(sql.ONE, id=id) if context.can("media.read_pages") else None


def key_of(context: Context, name: str) -> str:
    """The one way in which the name of a page is written here.

    Raises:
        Invalid: It is no address of the host's sites (`media.bad_page`).
    """
    settings = context.settings(PageSettings)
    return page_key(name, hosts=settings.hosts, tracking=settings.tracking)


@page_feature.handles(CommentOnPage)
def comment_on_page(context: Context, command: CommentOnPage) -> Post:
    """Reply in the thread of the page, which is opened if there is none; the reply passes all gates of replies."""
    key = key_of(context, command.page)
    found = context.one(sql.AT, key=key)
    page = found if found is not None else _open(context, key)
    return context.do(CreateReply(page.thread, command.body, made_with=command.made_with))


def _open(context: Context, key: str) -> HostPage:
    """Open the thread of a page; of two at once the key of its address lets one do it."""
    id = PageId(context.new_id())
    if not context.run(sql.CLAIM, key=key, page=id, added_at=context.now):
        found = context.one(sql.AT, key=key)
        if found is None:
            raise _stale()
        return found
    kind = context.settings(PageSettings).kind
    thread = CreateThread(kind=kind, title=_title_of(context, key), body=key, space=_section_of(context, key))
    return _add(context, id, key, open_thread(context, thread, author=None).id)


def _add(context: Context, id: PageId, key: str, thread: PostId) -> HostPage:
    page = HostPage(id, thread, key, context.now)
    context.run(sql.ADD, page)
    context.emit(PageOpened(page=page.id, thread=page.thread))
    return page


def _title_of(context: Context, key: str) -> str:
    directory = context.port(PageDirectory)
    if directory is None:
        return key[:_MAX_TITLE]
    found = directory.find(key)
    if found is None:
        raise NotFound("media.no_such_page", "there is no such page; comment on one that is there")
    return found.title[:_MAX_TITLE] or key[:_MAX_TITLE]


def _section_of(context: Context, key: str) -> SpaceId | None:
    """The space of the longest section that the page stands in."""
    candidates = sections_of(key)
    known = dict(context.rows(sql.SECTIONS_OF, sections=list(candidates)))
    return next((SpaceId(known[each]) for each in candidates if each in known), None)


@page_feature.handles(BindPage)
def bind_page(context: Context, command: BindPage) -> HostPage:
    """Claim the address, then let the thread be that of the page."""
    thread = context.get(Post, command.thread, need=MANAGE_PAGES)
    if not thread.opens:
        raise Invalid.field("thread", "not_a_thread", "name the post that opened the thread")
    check_not_removed(thread)
    if thread.locked_at is not None:
        raise Conflict(
            "media.thread_locked", "nobody can comment in this thread: it is locked; unlock it first"
        )
    key = key_of(context, command.page)
    id = PageId(context.new_id())
    if not context.run(sql.CLAIM, key=key, page=id, added_at=context.now):
        raise _taken()
    return _add(context, id, key, thread.id)


@page_feature.handles(MovePage)
def move_page(context: Context, command: MovePage) -> HostPage:
    """Add the new address, which the key gives to one page, and make it the one that is shown."""
    page = context.get(HostPage, command.page, need=MANAGE_PAGES)
    _lock(context, page)
    key = key_of(context, command.to)
    if not context.run(sql.CLAIM, key=key, page=page.id, added_at=context.now):
        if context.one(sql.OWNER, key=key) != (page.id,):
            raise _taken()
        if page.address == key:
            return page
    context.run(sql.SET_ADDRESS, id=page.id, new_address=key)
    context.emit(PageMoved(page=page.id))
    return evolve(page, address=key)


@page_feature.handles(MergePages)
def merge_pages(context: Context, command: MergePages) -> HostPage:
    """Merge the threads by the core's command, then hand the addresses over."""
    page = context.get(HostPage, command.page, need=MANAGE_PAGES)
    into = context.get(HostPage, command.into, need=MANAGE_PAGES)
    if page.id == into.id:
        raise Invalid.field("into", "same_page", "name another page")
    _lock(context, page, into)
    if page.thread != into.thread:
        if context.get(Post, page.thread).kind != context.get(Post, into.thread).kind:
            raise Conflict(
                "media.other_kind", "these threads are of different kinds; move the posts one by one instead"
            )
        context.do(MergeThreads(page.thread, into.thread, reason=command.reason))
    context.run(sql.HAND_OVER, page=page.id, new_page=into.id)
    context.run(sql.DELETE, id=page.id)
    context.emit(PagesMerged(page=into.id, thread=page.thread))
    return into


def _lock(context: Context, *pages: HostPage) -> None:
    """Lock pages and make sure that they are as they were read."""
    if len(context.rows(sql.LOCK, ids=[page.id for page in pages])) != len(pages):
        raise _stale()
    if any(context.get(HostPage, page.id) != page for page in pages):
        raise _stale()


@page_feature.handles(SetPageSection)
def set_page_section(context: Context, command: SetPageSection) -> bool:
    """Store it, or delete it."""
    section = sections_of(key_of(context, command.section))[0]
    if command.space is None:
        changed = context.run(sql.CLEAR_SECTION, section=section)
    else:
        space = context.get(Space, command.space)
        if context.rows(sql.COUNT_SECTIONS)[0][0] >= _MAX_SECTIONS:
            raise Conflict(
                "media.too_many_sections", f"there are {_MAX_SECTIONS} sections; take one away first"
            )
        changed = context.run(sql.SET_SECTION, section=section, space=space.id, set_at=context.now)
    if changed:
        context.emit(PageSectionSet(space=command.space))
    return bool(changed)


def _taken() -> Conflict:
    return Conflict("media.address_taken", "a page with this address has a thread; merge the two pages")


def _stale() -> Conflict:
    return Conflict("media.page_changed", "this page was moved or merged in the meantime; read it again")
