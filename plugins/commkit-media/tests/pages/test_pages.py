"""Threads on pages of the host: made by the first comment, found by every address, counted in one statement."""

from typing import Any
from uuid import UUID

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.posts import (
    CreateThread,
    ListThreads,
    LockThread,
    MergeThreads,
    MoveThread,
    PostId,
    ReadPost,
    ReadThread,
    RemovePost,
    UnlockThread,
)
from commkit.spaces import AddSpaceMember, AssignSpaceModerator, CreateSpace
from commkit_media import (
    BindPage,
    CommentOnPage,
    CountPages,
    FoundPage,
    ListPageSections,
    ListPagesOfThreads,
    MergePages,
    MovePage,
    PageCount,
    PageSettings,
    PageState,
    ReadPage,
    SetPageSection,
    ViewPage,
)

SITE = "https://news.example"
WELL = f"{SITE}/well"


def threads(town: Any) -> list[Any]:
    return [thread.id for thread in town.ask(SYSTEM, ListThreads(limit=100)).items]


def bodies(town: Any, thread: PostId, reader: Any = None) -> list[str]:
    return [post.body for post in town.ask(reader, ReadThread(thread, limit=100)).items]


def test_reading_a_page_without_a_thread_writes_nothing(town: Any) -> None:
    with town.counted() as seen:
        assert town.ask(None, ReadPage(f"{WELL}/?utm_source=x#top")) == PageState(address=WELL)
        view = town.ask("ada", ViewPage(WELL, rendered=False))
    assert (view.page, view.thread) == (PageState(address=WELL), None)
    assert [
        sql for sql in seen if not sql.lstrip().upper().startswith(("SELECT", "BEGIN", "ROLLBACK", "COMMIT"))
    ] == []
    assert threads(town) == []


def test_the_first_comment_opens_the_thread_and_others_join_it(town: Any) -> None:
    first = town.comment(f"{WELL}/?fbclid=1")
    second = town.comment("http://NEWS.example:80/well#c2", by="bob", body="No.")
    assert first.thread == second.thread
    state = town.ask(None, ReadPage(WELL))
    assert (state.thread, state.comments, state.title, state.addresses) == (first.thread, 2, WELL, (WELL,))
    opening = town.ask(None, ReadPost(first.thread))
    assert (opening.author, opening.author_name, opening.kind) == (None, "News", "page")
    view = town.ask(None, ViewPage(WELL, rendered=False))
    assert [shown.post.body for shown in view.thread.items][1:] == ["Well said.", "No."]
    assert first.author == town.member("ada")


def test_it_is_told_once(town: Any) -> None:
    assert "media.page_opened" in town.emitted("ada", CommentOnPage(WELL, "First."))
    assert "media.page_opened" not in town.emitted("bob", CommentOnPage(WELL, "Second."))


def test_pages_are_named_by_ids_of_the_host_too(town: Any) -> None:
    assert town.comment("sport/42").thread == town.comment("sport/42", by="bob").thread
    assert town.comment("sport/43").thread != town.comment("sport/42").thread


def test_pages_of_other_sites_are_refused(town: Any) -> None:
    for message in (CommentOnPage("https://evil.example/", "Hi."),):
        with town.refused("media.bad_page", Invalid):
            town.do("ada", message)
    for query in (
        ReadPage("https://evil.example/"),
        ViewPage("javascript:x"),
        CountPages((WELL, "https://x.y")),
    ):
        with town.refused("media.bad_page", Invalid):
            town.ask(None, query)
    assert threads(town) == []


def test_without_sites_no_address_is_taken(make_town: Any) -> None:
    town = make_town(pages=PageSettings())
    with town.refused("media.bad_page", Invalid):
        town.comment(WELL)
    assert town.comment("well").thread


def test_the_community_changes_the_list_of_tracking_parameters(town: Any) -> None:
    assert town.ask(None, ReadPage(f"{WELL}?ref=7")).address == f"{WELL}?ref=7"
    town.do(SYSTEM, UpdateSettings("media.pages", {"tracking": ["ref"]}))
    assert town.ask(None, ReadPage(f"{WELL}?ref=7")).address == WELL
    with town.refused("runtime.invalid", Invalid):
        town.do(SYSTEM, UpdateSettings("media.pages", {"hosts": ["https://x"]}))


class Pages:
    """A host that knows one page."""

    def find(self, address: str) -> FoundPage | None:
        return FoundPage("The well is open") if address == WELL else None


def test_the_host_says_which_pages_there_are(make_town: Any) -> None:
    town = make_town(directory=Pages())
    with town.refused("media.no_such_page", NotFound):
        town.comment(f"{SITE}/nothing")
    thread = town.comment().thread
    assert town.ask(None, ReadPost(thread)).title == "The well is open"
    assert threads(town) == [thread]


def test_a_moved_page_is_found_under_all_its_addresses(town: Any) -> None:
    thread = town.comment().thread
    page = town.ask(None, ReadPage(WELL)).page
    town.pass_time(hours=1)
    assert town.do("edi", MovePage(page, f"{SITE}/2026/well/")).address == f"{SITE}/2026/well"
    town.comment(f"{SITE}/2026/well", by="bob")
    old, new = town.ask(None, ReadPage(WELL)), town.ask(None, ReadPage(f"{SITE}/2026/well"))
    assert old == new
    assert (new.address, new.comments, new.addresses) == (f"{SITE}/2026/well", 2, (WELL, f"{SITE}/2026/well"))
    assert town.do("edi", MovePage(page, WELL)).address == WELL
    town.comment(f"{SITE}/other")
    with town.refused("media.address_taken", Conflict):
        town.do("edi", MovePage(page, f"{SITE}/other"))
    assert [(its.thread, its.address) for its in town.ask(None, ListPagesOfThreads((thread,)))] == [
        (thread, WELL)
    ]


def test_two_pages_are_merged_and_nobody_loses_a_comment(town: Any) -> None:
    first, other = town.comment(body="One."), town.comment("sport/42", by="bob", body="Two.")
    town.reply(other.id, by="cid", body="Three.")
    page, into = (town.ask(None, ReadPage(name)).page for name in ("sport/42", WELL))
    assert town.do("edi", MergePages(page, into, reason="The same.")).id == into
    state = town.ask(None, ReadPage("sport/42"))
    assert state == town.ask(None, ReadPage(WELL))
    assert (state.thread, state.comments) == (first.thread, 3)
    assert set(state.addresses) == {WELL, "sport/42"}
    assert {"One.", "Two.", "Three."} <= set(bodies(town, first.thread))
    assert town.comment("sport/42", body="Four.").thread == first.thread
    with town.refused("runtime.not_found", NotFound):
        town.do("edi", MovePage(page, "x"))
    with town.refused("runtime.invalid", Invalid):
        town.do("edi", MergePages(into, into))


def test_pages_follow_threads_that_are_merged_by_hand(town: Any) -> None:
    first, other = town.comment().thread, town.comment("sport/42").thread
    town.do("stew", MergeThreads(other, first))
    assert town.ask(None, ReadPage("sport/42")).thread == first
    page, into = (town.ask(None, ReadPage(name)).page for name in ("sport/42", WELL))
    town.do("edi", MergePages(page, into))
    assert town.ask(None, ReadPage("sport/42")).page == into


def test_pages_of_other_kinds_are_not_merged(town: Any) -> None:
    article = town.published()
    town.do("edi", BindPage(article.id, f"{SITE}/article"))
    assert town.comment(f"{SITE}/article").thread == article.id
    town.comment()
    page, into = (town.ask(None, ReadPage(name)).page for name in (f"{SITE}/article", WELL))
    with town.refused("media.other_kind", Conflict):
        town.do("edi", MergePages(page, into))
    with town.refused("media.address_taken", Conflict):
        town.do("edi", BindPage(article.id, WELL))
    with town.refused("runtime.invalid", Invalid):
        town.do("edi", BindPage(town.comment().id, "x"))


def test_a_thread_that_takes_no_comments_is_bound_to_no_page(town: Any) -> None:
    locked, removed = (town.published(title=title).id for title in ("Locked", "Removed"))
    town.do("mod", LockThread(locked, reason="It is over."))
    town.do("mod", RemovePost(removed))
    with town.refused("media.thread_locked", Conflict):
        town.do("edi", BindPage(locked, WELL))
    for actor in ("mod", "edi", "stew"):
        with pytest.raises((Conflict, NotFound)):
            town.do(actor, BindPage(removed, WELL))
    assert town.ask(None, ReadPage(WELL)).page is None
    town.do("mod", UnlockThread(locked))
    assert town.do("edi", BindPage(locked, WELL)).thread == locked


def test_comments_are_counted_in_one_statement_as_the_reader_sees_them(town: Any) -> None:
    space = town.do("stew", CreateSpace("inner", "Inner", private=True))
    for number in range(3):
        town.comment(f"{SITE}/{number}")
    town.comment(f"{SITE}/0", by="bob")
    gone = town.comment(f"{SITE}/1", by="bob")
    town.do("bob", RemovePost(gone.id))
    hidden = town.comment(f"{SITE}/2").thread
    town.do("stew", MoveThread(hidden, space.id))
    names = tuple(f"{SITE}/{number}" for number in range(100))
    with town.counted() as seen:
        counts = town.ask("bob", CountPages(names))
    with town.counted() as few:
        town.ask("bob", CountPages(names[:1]))
    assert len([sql for sql in seen if "commkit_media" in sql]) == 1
    assert len(seen) == len(few)
    assert [(its.page, its.comments) for its in counts if its.comments] == [(names[0], 2), (names[1], 1)]
    assert town.ask("bob", CountPages((f"{names[0]}/?utm_x=1", names[0]))) == (
        PageCount(f"{names[0]}/?utm_x=1", 2),
        PageCount(names[0], 2),
    )
    assert town.ask("stew", CountPages((names[2],)))[0].comments == 2
    assert town.ask(None, ReadPage(names[2])) == PageState(address=names[2])
    assert town.ask(None, CountPages(())) == ()


def test_more_than_a_hundred_at_once_are_refused(town: Any) -> None:
    for size in (101, 10_000):
        with town.refused("runtime.invalid", Invalid), town.counted() as seen:
            town.ask(None, CountPages(tuple(f"{SITE}/{number}" for number in range(size))))
        assert not any("commkit_media" in sql for sql in seen)


def test_a_section_stands_in_a_space_whose_moderators_moderate_it(town: Any) -> None:
    sport = town.do("stew", CreateSpace("sport", "Sport"))
    inner = town.do("stew", CreateSpace("football", "Football"))
    assert town.do("edi", SetPageSection(f"{SITE}/sport/", sport.id))
    assert not town.do("edi", SetPageSection(f"{SITE}/sport", sport.id))
    assert town.do("edi", SetPageSection(f"{SITE}/sport/football", inner.id))
    assert [its.space for its in town.ask("edi", ListPageSections())] == [sport.id, inner.id]
    places = {
        path: town.ask(None, ReadPost(town.comment(SITE + path).thread)).space
        for path in ("/sport/1", "/sport/football/1", "/sports/1", "/")
    }
    assert places == {"/sport/1": sport.id, "/sport/football/1": inner.id, "/sports/1": None, "/": None}
    town.do("stew", AssignSpaceModerator(sport.id, town.member("bob")))
    page, other = (town.ask(None, ReadPage(SITE + path)).page for path in ("/sport/1", "/"))
    assert town.do("bob", MovePage(page, f"{SITE}/sport/2")).id == page
    with pytest.raises(Denied):
        town.do("bob", MovePage(other, f"{SITE}/home"))
    town.do("bob", RemovePost(town.comment(f"{SITE}/sport/1", by="cid").id))
    assert town.do("edi", SetPageSection(f"{SITE}/sport", None))
    assert town.ask(None, ReadPost(town.comment(f"{SITE}/sport/9").thread)).space is None


def test_a_private_section_is_for_its_audience(town: Any) -> None:
    space = town.do("stew", CreateSpace("inner", "Inner", private=True))
    town.do("stew", SetPageSection(f"{SITE}/inner", space.id))
    page = f"{SITE}/inner/1"
    with pytest.raises((Denied, NotFound)):
        town.comment(page, by="bob")
    town.do("stew", AddSpaceMember(space.id, town.member("ada")))
    thread = town.comment(page).thread
    assert town.ask("ada", ReadPage(page)).thread == thread
    for reader in ("bob", None):
        assert town.ask(reader, ReadPage(page)) == PageState(address=page)
        assert town.ask(reader, ListPagesOfThreads((thread,))) == ()
        assert town.ask(reader, CountPages((page,)))[0].comments == 0
    with pytest.raises(NotFound):
        town.comment(page, by="bob")


def test_a_removed_thread_takes_no_comments_and_is_not_opened_again(town: Any) -> None:
    thread = town.comment().thread
    town.do("stew", RemovePost(thread))
    with pytest.raises((Conflict, NotFound)):
        town.comment(by="bob")
    assert town.ask(None, ReadPage(WELL)) == PageState(address=WELL)
    assert len(threads(town)) <= 1


def test_visitors_read_and_do_not_comment(town: Any) -> None:
    with pytest.raises(Denied):
        town.do(None, CommentOnPage(WELL, "Hi."))
    with pytest.raises(Denied):
        town.do("ada", CreateThread(kind="page", title="Mine", body="Mine."))
    assert town.ask(None, ListPagesOfThreads((PostId(UUID(int=7)),))) == ()
