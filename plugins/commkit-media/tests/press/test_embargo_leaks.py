"""Whatever happens to a release under embargo, nobody but the desk and who agreed to it learns anything of it."""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import CommkitError, Fact
from commkit.adapters.http import Request, handle, make_contract
from commkit.communities import ReadCommunity
from commkit.members import ListGroups, ListMembers
from commkit.notifications import CountUnread, ListInbox, ViewInbox
from commkit.posts import (
    CountUnreadThreads,
    ListAttachments,
    ListMemberPosts,
    ListPopularTags,
    ListThreads,
    ListUnreadThreads,
    ReadAttachment,
    ViewThreads,
)
from commkit.search import SearchContent
from commkit_articles import (
    EditArticle,
    LiftEmbargo,
    ListArticles,
    ReadArticle,
    SendBackArticle,
    UnscheduleArticle,
)
from commkit_media import (
    AcceptEmbargo,
    CountPages,
    CreateShareLink,
    FindRelease,
    FollowShareLink,
    ListAccreditations,
    ListAssets,
    ListEmbargoReaders,
    ListReleases,
    OpenRelease,
    ReadAsset,
    ReadFrontPage,
    ReadPage,
    ReadRelease,
    SetEmbargo,
    WithdrawAccreditation,
    WithdrawAsset,
    press_feature,
)

SECRET = "Zephyrwell"
NOTHING: Any = UUID(int=7)
READERS = ("bob", "cid", "mod", "xan", None)
"""A member, one whose accreditation was withdrawn, a moderator, an expert, a visitor."""


class PressRoom:
    """What may happen to a release, its assets and its links before its embargo ends; what is refused does nothing."""

    def __init__(self, town: Any) -> None:
        self.town = town
        town.clock.advance(timedelta(minutes=1))
        self.kit_post = town.kit_post().id
        with suppress(CommkitError):  # she is from the example before
            town.accredit("ada")
        town.accredit("cid")
        with town.kit.session("edi", "news") as session:
            newest = session.ask(ListAccreditations()).items[0]
            session.do(WithdrawAccreditation(newest.id))
        self.known: dict[str, Any] = dict.fromkeys(
            ("article", "release", "asset", "file", "token"), NOTHING
        ) | {"token": "no-such-token"}

    def begin(self) -> None:
        town = self.town
        release = town.embargoed(
            "2026-03-03T12:00:00", title=SECRET, body=f"{SECRET} opens.", tags=("stones",)
        )
        asset = town.asset(kit=self.kit_post, release=release.id, title=SECRET, credit=SECRET)
        link = town.do("edi", CreateShareLink(channel="letter", release=release.id, text=SECRET))
        self.release = release
        self.known = {
            "article": release.article,
            "release": release.id,
            "asset": asset.id,
            "file": asset.file,
            "token": link.token,
        }

    def happen(self, number: int) -> None:
        town, release = self.town, self.release
        acts: list[tuple[str, Any]] = [
            ("ada", AcceptEmbargo(release.id, release.ends_at)),
            ("ada", OpenRelease(release.id)),
            ("edi", SetEmbargo(release.article, "2026-03-03T13:00:00", "Europe/Vienna")),
            ("edi", UnscheduleArticle(release.article)),
            ("edi", SendBackArticle(release.article, 1, SECRET)),
            ("rea", EditArticle(article=release.article, version=1, body=f"{SECRET} again.")),
            ("edi", LiftEmbargo(release.article, SECRET)),
            ("edi", WithdrawAsset(self.known["asset"], SECRET)),
        ]
        actor, command = acts[number]
        with suppress(CommkitError):
            town.do(actor, command)


def questions(known: dict[str, Any], ada: Any) -> Iterator[Any]:
    yield from (ListThreads(), ViewThreads(rendered=False), ListPopularTags(), ListMembers(limit=100))
    yield from (
        ReadCommunity(),
        SearchContent(SECRET),
        SearchContent("stones"),
        ListArticles(),
        ListReleases(),
    )
    yield from (CountUnreadThreads(), ListUnreadThreads(), CountUnread(), ListInbox(), ListGroups())
    yield from (ReadFrontPage(rendered=False), ListAssets(), ListMemberPosts(ada))
    yield from (CountPages(pages=("https://news.example/well",)), ReadPage("https://news.example/well"))
    yield from (ReadArticle(known["article"]), FindRelease(known["article"]), ReadRelease(known["release"]))
    yield from (ListAssets(release=known["release"]), ListEmbargoReaders(known["release"]))
    yield from (ReadAsset(known["asset"]), ReadAttachment(known["file"]), FollowShareLink(known["token"]))


def answer(town: Any, reader: Any, query: Any) -> str:
    try:
        return repr(town.ask(reader, query))
    except CommkitError as error:
        return f"{error.code} {error}"


def answers(town: Any, room: PressRoom) -> list[str]:
    """What all readers are told, with nothing in it that only names what they asked for."""
    known, ada = room.known, town.member("ada")
    names = {str(value): "-" for value in known.values()}
    said = []
    contract = make_contract(town.kit)
    for reader in READERS:
        said += [
            f"{reader} {type(each).__name__} {answer(town, reader, each)}" for each in questions(known, ada)
        ]
        said.append(f"{reader} {answer(town, reader, ListAttachments(room.kit_post))}")
        for path in (
            "/news/-/feeds/threads.atom",
            f"/news/-/files/{known['file']}",
            f"/news/media/assets/{known['asset']}",
        ):
            got = handle(contract, Request("GET", path), reader)
            said.append(f"{reader} {got.status} {got.body!r}")
        got = handle(contract, Request("GET", f"/news/media/share/{known['token']}"), reader)
        said.append(f"{reader} {got.status} {got.headers} {got.body!r}")
    for name in names:
        said = [line.replace(name, "-") for line in said]
    return said


def listen(town: Any) -> list[Fact]:
    seen: list[Fact] = []
    for fact in town.kit.registry.facts.values():
        if fact.name.startswith(("articles.", "media.", "posts.")):
            town.kit.on(fact)(seen.append)
    return seen


def told(town: Any, reader: Any, facts: list[Fact]) -> list[Any]:
    with town.kit.session(reader, "news", read_only=True) as session:
        return [fact for fact in session.visible_facts(facts) if fact is not None]


@pytest.mark.slow
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.integers(0, 7), max_size=6))
def test_nobody_learns_of_a_release_under_embargo(town: Any, acts: list[int]) -> None:
    room = PressRoom(town)
    town.kit.worker().drain()
    seen = listen(town)
    before = answers(town, room)
    room.begin()
    for number in acts:
        room.happen(number)
    town.kit.worker().drain()
    assert [pair for pair in zip(answers(town, room), before, strict=True) if pair[0] != pair[1]] == []
    assert len(seen) >= 5
    assert [told(town, reader, seen) for reader in READERS] == [[]] * len(READERS)
    assert told(town, "edi", seen)
    asked = (ListReleases(), ReadRelease(room.known["release"]), ViewInbox(rendered=False))
    assert SECRET not in str([answer(town, "ada", each) for each in asked])


@pytest.mark.slow
def test_control_after_the_embargo_all_learn_of_it(town: Any) -> None:
    room = PressRoom(town)
    town.kit.worker().drain()
    before = answers(town, room)
    room.begin()
    town.pass_time(days=2)
    changed = [line for line, old in zip(answers(town, room), before, strict=True) if line != old]
    for word in (
        "ListThreads",
        "SearchContent",
        "ListReleases",
        "ReadAsset",
        "FollowShareLink",
        "ReadFrontPage",
    ):
        assert any(word in line for line in changed), word


@pytest.mark.parametrize(
    ("rule", "query"),
    [
        ("before_its_embargo_ends", lambda known: ListReleases()),
        ("not_handed_out", lambda known: ReadAsset(known["asset"])),
        ("file_of_what_is_not_handed_out", lambda known: ReadAttachment(known["file"])),
    ],
)
def test_control_without_a_rule_it_is_learned(url: str, town_class: Any, rule: str, query: Any) -> None:
    kept = list(press_feature.hiding_list)
    rules = [each for each in kept if each[1].__name__ != rule]
    assert len(rules) < len(kept)
    press_feature.hiding_list[:] = rules
    try:
        town = town_class(url)
    finally:
        press_feature.hiding_list[:] = kept
    with closing(town.kit):
        room = PressRoom(town)
        room.begin()
        said = answer(town, "bob", query(room.known))
        assert any(str(each) in said for each in room.known.values())
