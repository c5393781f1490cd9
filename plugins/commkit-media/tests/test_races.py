"""Two at once, in processes: one page has one thread, one address is one page's."""

from threading import Barrier, get_ident
from typing import Any

import pytest
from sqlalchemy import func, select

from commkit import Conflict
from commkit.posts import ListThreads
from commkit.storage import statement, upsert
from commkit_media import CommentOnPage, MergePages, MovePage, ReadPage
from commkit_media.tables import host_page, page_address
from tests.processes import at_once_in_processes

SITE = "https://news.example"
PRELUDE = """
from commkit_media import CommentOnPage, Media, MergePages, MovePage, PageSettings

def kit_of(url, clock):
    return Kit(url, plugins=[Media(pages=PageSettings(hosts=("news.example",)))], clock=clock)
"""


def pages(town: Any) -> int:
    with town.kit.database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(host_page)) or 0


@pytest.mark.slow
def test_first_comments_at_once_make_one_thread(town: Any) -> None:
    works = [
        (name, f"session.do(CommentOnPage('{SITE}/well?utm_x={name}', 'By {name}.')) and 'said'")
        for name in ("ada", "bob", "cid", "edi")
    ]
    assert at_once_in_processes(town, PRELUDE, works) == ["said"] * 4
    threads = town.ask(None, ListThreads()).items
    assert [(thread.kind, thread.reply_count) for thread in threads] == [("page", 4)]
    assert town.ask(None, ReadPage(f"{SITE}/well")).comments == 4
    assert pages(town) == 1


_anew = upsert(page_address)
CLAIM_WITHOUT_THE_KEY = statement(
    lambda: _anew.on_conflict_do_update(
        index_elements=["community_id", "key"], set_={"page": _anew.excluded.page}
    )
)


@pytest.mark.postgres
def test_control_without_the_key_each_opens_a_thread(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both look before either claims the address, and the claim decides nothing."""
    town = postgres_town
    monkeypatch.setattr("commkit_media.pages.statements.CLAIM", CLAIM_WITHOUT_THE_KEY)
    looked, held = Barrier(2, timeout=20), set[int]()

    def comment(name: str) -> Any:
        return town.do(name, CommentOnPage(f"{SITE}/well", f"By {name}."))

    def hold(sql: str) -> None:
        if "INSERT INTO commkit_media_page_address" in sql and get_ident() not in held:
            held.add(get_ident())
            looked.wait()

    town.kit.database.observer = hold
    try:
        said = town.at_once(lambda: comment("ada"), lambda: comment("bob"))
    finally:
        town.kit.database.observer = None
    assert len({post.thread for post in said}) == 2


def test_of_two_pages_that_are_merged_into_each_other_one_stays(town: Any) -> None:
    for number in range(4):
        names = [f"{SITE}/{number}/a", f"{SITE}/{number}/b"]
        for name in names:
            town.comment(name)
        one, two = (town.ask(None, ReadPage(name)).page for name in names)
        said = town.at_once(
            lambda one=one, two=two: town.do("edi", MergePages(one, two)),
            lambda one=one, two=two: town.do("stew", MergePages(two, one)),
        )
        assert sum(isinstance(each, Exception) for each in said) == 1
        states = [town.ask(None, ReadPage(name)) for name in names]
        assert states[0] == states[1]
        assert states[0].comments == 2


def test_a_page_that_moves_and_a_first_comment_there_make_no_second_page_with_the_address(town: Any) -> None:
    for number in range(4):
        town.comment(f"{SITE}/{number}")
        page = town.ask(None, ReadPage(f"{SITE}/{number}")).page
        target = f"{SITE}/new/{number}"
        moved, said = town.at_once(
            lambda page=page, target=target: town.do("edi", MovePage(page, target)),
            lambda target=target: town.do("bob", CommentOnPage(target, "First?")),
        )
        assert not isinstance(said, Exception)
        state = town.ask(None, ReadPage(target))
        assert state.thread == said.thread
        assert (state.page == page) is not isinstance(moved, Conflict)
