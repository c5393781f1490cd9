"""The statements of pages of the host."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, delete, func, select, update

from commkit.posts import Post, post
from commkit.storage import Id, Visible, insert_if_absent, statement, upsert, visible_statement
from commkit_media.pages.records import HostPage, PageSection, ThreadOfPage
from commkit_media.tables import host_page, page_address, page_section

_COLUMNS = tuple(host_page.c[name] for name in HostPage.__annotations__)
_HERE = host_page.c.community_id == bindparam("community_id")
_THIS = _HERE & (host_page.c.id == bindparam("id", type_=Id))
_ADDRESS_HERE = page_address.c.community_id == bindparam("community_id")
_SECTION_HERE = page_section.c.community_id == bindparam("community_id")
_FOUND = page_address.join(
    host_page,
    and_(host_page.c.community_id == page_address.c.community_id, host_page.c.id == page_address.c.page),
)

CLAIM = statement(lambda: insert_if_absent(page_address))
"""Gives an address to a page; no row where another page has it, or gets it meanwhile: the key decides."""
ADD = statement(lambda: insert_if_absent(host_page))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(HostPage, host_page)), into=HostPage
)
AT = statement(
    lambda: (
        select(*_COLUMNS).select_from(_FOUND).where(_ADDRESS_HERE, page_address.c.key == bindparam("key"))
    ),
    into=HostPage,
)
"""The page at an address. It checks no visibility: the command goes on with its thread, which does."""
OWNER = statement(
    lambda: select(page_address.c.page).where(_ADDRESS_HERE, page_address.c.key == bindparam("key"))
)
SET_ADDRESS = statement(lambda: update(host_page).values(address=bindparam("new_address")).where(_THIS))
FOLLOW_THREAD = statement(
    lambda: (
        update(host_page)
        .values(thread=bindparam("new_thread", type_=Id))
        .where(_HERE, host_page.c.thread == bindparam("thread", type_=Id))
    )
)
HAND_OVER = statement(
    lambda: (
        update(page_address)
        .values(page=bindparam("new_page", type_=Id))
        .where(_ADDRESS_HERE, page_address.c.page == bindparam("page", type_=Id))
    )
)
LOCK = statement(
    lambda: (
        select(host_page.c.id)
        .where(_HERE, host_page.c.id.in_(bindparam("ids", expanding=True, type_=Id)))
        .order_by(host_page.c.id)
        .with_for_update()
    )
)
"""Locks pages, the oldest first: of two that merge or move them one after the other does."""
DELETE = statement(lambda: delete(host_page).where(_THIS))

# --- sections --------------------------------------------------------------------------------------------------------

_given = upsert(page_section)
SET_SECTION = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "section"],
        set_={"space": _given.excluded.space, "set_at": _given.excluded.set_at},
        where=page_section.c.space != _given.excluded.space,
    )
)
CLEAR_SECTION = statement(
    lambda: delete(page_section).where(_SECTION_HERE, page_section.c.section == bindparam("section"))
)
COUNT_SECTIONS = statement(lambda: select(func.count()).select_from(page_section).where(_SECTION_HERE))
SECTIONS_OF = statement(
    lambda: select(page_section.c.section, page_section.c.space).where(
        _SECTION_HERE, page_section.c.section.in_(bindparam("sections", expanding=True))
    )
)
SECTIONS = statement(
    lambda: (
        select(*(page_section.c[name] for name in PageSection.__annotations__))
        .where(_SECTION_HERE)
        .order_by(page_section.c.section)
        .limit(1_000)
    ),
    into=PageSection,
)

# --- for readers -----------------------------------------------------------------------------------------------------

_opening = post.alias("opening")
_reply = post.alias("reply")


def _comments(visible: Visible) -> ScalarSelect[int]:
    """The comments of a thread that the reader may see. What opened a merged thread has a title: it is none."""
    return (
        select(func.count())
        .select_from(_reply)
        .where(
            _reply.c.community_id == host_page.c.community_id,
            _reply.c.thread == host_page.c.thread,
            _reply.c.parent.is_not(None),
            _reply.c.removed_at.is_(None),
            _reply.c.title == "",
            visible(Post, _reply, alone=True),
        )
        .correlate(host_page)
        .scalar_subquery()
    )


def _shown(visible: Visible, *columns: ColumnElement[Any]) -> Any:
    """Pages whose thread the reader may see."""
    return (
        select(*columns)
        .select_from(
            _FOUND.join(
                _opening,
                and_(
                    _opening.c.community_id == host_page.c.community_id, _opening.c.id == host_page.c.thread
                ),
            )
        )
        .where(_ADDRESS_HERE, visible(HostPage, host_page))
    )


STATE = visible_statement(
    lambda visible: _shown(visible, *_COLUMNS, _opening.c.title, _comments(visible)).where(
        page_address.c.key == bindparam("key")
    )
)
COUNTS = visible_statement(
    lambda visible: _shown(visible, page_address.c.key, _comments(visible)).where(
        page_address.c.key.in_(bindparam("keys", expanding=True))
    )
)
ADDRESSES = statement(
    lambda: (
        select(page_address.c.key)
        .where(_ADDRESS_HERE, page_address.c.page == bindparam("page", type_=Id))
        .order_by(page_address.c.added_at, page_address.c.key)
        .limit(100)
    )
)
OF_THREADS = visible_statement(
    lambda visible: (
        select(host_page.c.thread, host_page.c.id, host_page.c.address)
        .where(
            _HERE,
            host_page.c.thread.in_(bindparam("threads", expanding=True, type_=Id)),
            visible(HostPage, host_page),
        )
        .order_by(host_page.c.id)
    ),
    into=ThreadOfPage,
)
