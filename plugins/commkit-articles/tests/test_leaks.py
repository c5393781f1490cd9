"""Whatever happens at the desk, members and visitors read the same: lists, searches, tags, counts, inboxes, streams."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

from attrs import asdict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, CommkitError, Fact
from commkit.communities import ReadCommunity
from commkit.members import ListMembers
from commkit.notifications import CountUnread, ListInbox
from commkit.posts import (
    CountUnreadThreads,
    ListMemberPosts,
    ListPopularTags,
    ListThreads,
    ListUnreadThreads,
    ViewThreads,
)
from commkit.privacy import ExportPerson
from commkit.search import SearchContent
from commkit.spaces import CreateSpace
from commkit_articles import (
    AddToSeries,
    ApproveArticle,
    CompareArticleVersions,
    CreateSeries,
    DraftArticleFromThread,
    EditArticle,
    InviteCoAuthor,
    LiftEmbargo,
    ListArticleActions,
    ListArticles,
    ListArticlesFromThread,
    ListArticleSources,
    ListArticleVersions,
    ListMyArticles,
    ListSeries,
    PublishArticle,
    ReadArticle,
    ReadSeries,
    RetireArticle,
    ScheduleArticle,
    SendBackArticle,
    SubmitArticle,
    UnscheduleArticle,
    ViewArticle,
    desk_feature,
)

SECRET = "Zephyrwell"
"""A word that is written at the desk alone."""
NOTHING: Any = UUID(int=7)
"""An id of nothing."""
READERS = ("bob", None)
"""A member of no desk, and a visitor."""


class Desk:
    """What may happen at the desk to one article after the other; what is refused changes nothing."""

    def __init__(self, town: Any) -> None:
        self.town = town
        town.clock.advance(timedelta(minutes=1))  # what is written when a member joins is no news to them
        self.talk = town.talk("cid", tags=("stones",))
        self.articles: list[Any] = []
        self.series: list[Any] = []

    def happen(self, number: int) -> None:
        acts = self.acts()
        actor, act = acts[number % len(acts)]
        try:
            self.town.do(actor, act())
        except CommkitError:
            return

    def acts(self) -> list[tuple[str, Callable[[], Any]]]:
        article = self.town.ask("edi", ReadArticle(self.articles[-1]))
        id, version = article.id, article.version
        later = self.town.after(hours=9)
        edit = EditArticle(article=id, version=version, body=f"{SECRET} again.", tags=(SECRET.lower(),))
        return [
            ("ada", lambda: edit),
            ("ada", lambda: SubmitArticle(id, version)),
            ("edi", lambda: ApproveArticle(id, version, note=SECRET)),
            ("eve", lambda: SendBackArticle(id, version, SECRET)),
            ("edi", lambda: ScheduleArticle(id, later, embargo=True)),
            ("edi", lambda: UnscheduleArticle(id)),
            ("edi", lambda: LiftEmbargo(id, SECRET)),
            ("ada", lambda: InviteCoAuthor(id, self.town.member("cid"))),
            ("edi", lambda: AddToSeries(id, self.series[-1])),
            ("edi", lambda: RetireArticle(id, SECRET)),
        ]

    def begin(self) -> None:
        draft = DraftArticleFromThread(
            thread=self.talk.id, posts=(self.talk.id,), title=SECRET, tags=(SECRET.lower(), "stones")
        )
        self.articles.append(self.town.do("ada", draft).id)
        self.articles.append(self.town.draft(title=SECRET, body=SECRET, tags=("stones",)).id)
        self.series.append(self.town.do("edi", CreateSeries(SECRET)).id)


def questions(town: Any, desk: Desk, articles: list[Any], series: list[Any]) -> Iterator[Any]:
    """What is asked; ids of articles and series are asked for as if somebody had told them."""
    yield from (
        ListThreads(),
        ViewThreads(rendered=False),
        ListPopularTags(),
        ListMembers(limit=100),
        ReadCommunity(),
    )
    yield from (
        SearchContent(SECRET),
        SearchContent("stones"),
        ListArticles(),
        ListSeries(),
        ListMyArticles(),
    )
    yield from (CountUnreadThreads(), ListUnreadThreads(), CountUnread(), ListInbox())
    yield from (ListMemberPosts(town.member("ada")), ListArticlesFromThread(desk.talk.id))
    for id in articles:
        yield from (ReadArticle(id), ViewArticle(id), ListArticleVersions(id), CompareArticleVersions(id))
        yield from (ListArticleActions(id), ListArticleSources(id))
    yield from map(ReadSeries, series)


def answer(town: Any, reader: Any, query: Any) -> str:
    try:
        return repr(town.ask(reader, query))
    except CommkitError as error:
        return error.code


def answers(town: Any, desk: Desk, articles: list[Any], series: list[Any]) -> list[str]:
    return [
        f"{reader}: {query} -> {answer(town, reader, query)}"
        for reader in READERS
        for query in questions(town, desk, articles, series)
    ]


def told(town: Any, reader: Any, facts: list[Fact]) -> list[Any]:
    with town.kit.session(reader, "press", read_only=True) as session:
        return [fact for fact in session.visible_facts(facts) if fact is not None]


def listen(town: Any) -> list[Fact]:
    seen: list[Fact] = []
    for fact in town.kit.registry.facts.values():
        if fact.name.startswith("articles."):
            town.kit.on(fact)(seen.append)
    return seen


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.integers(0, 9), max_size=12))
def test_nothing_of_the_desk_is_read_elsewhere(sqlite_town: Any, acts: list[int]) -> None:
    town, desk = sqlite_town, Desk(sqlite_town)
    seen = listen(town)
    town.kit.worker().drain()
    before = answers(town, desk, [NOTHING] * 2, [NOTHING])
    desk.begin()
    known = (list(desk.articles), list(desk.series))
    for number in acts:
        desk.happen(number)
    town.kit.worker().drain()
    after = answers(town, desk, *known)
    for id in (*known[0], *known[1]):
        after = [line.replace(repr(id), repr(NOTHING)) for line in after]
    assert after == before
    assert len(seen) >= 2
    assert [told(town, reader, seen) for reader in READERS] == [[], []]
    assert told(town, "edi", seen)


def test_control_what_is_published_is_read(sqlite_town: Any) -> None:
    """The same questions find what is there for all."""
    town, desk = sqlite_town, Desk(sqlite_town)
    before = answers(town, desk, [], [])
    facts = listen(town)
    article = town.approved(title=SECRET)
    town.do("edi", PublishArticle(article.id))
    town.kit.worker().drain()
    after = answers(town, desk, [], [])
    changed = [line for line, old in zip(after, before, strict=True) if line != old]
    for word in ("ListThreads", "SearchContent", "ListArticles(", "ListMemberPosts", "CountUnreadThreads"):
        assert any(word in line for line in changed), word
    assert [fact["post"] for fact in told(town, None, facts)] == [
        str(town.ask("edi", ReadArticle(article.id)).post)
    ]


def test_control_without_the_rule_the_desk_is_read(sqlite_url: str, town_class: Any) -> None:
    rules = [rule for rule in desk_feature.hiding_list if rule[1].__name__ != "written_by_others"]
    assert len(rules) < len(desk_feature.hiding_list)
    kept = list(desk_feature.hiding_list)
    desk_feature.hiding_list[:] = rules
    try:
        town = town_class(sqlite_url)
    finally:
        desk_feature.hiding_list[:] = kept
    with closing(town.kit):
        seen = listen(town)
        draft = town.draft(title=SECRET)
        assert SECRET in answer(town, "bob", ReadArticle(draft.id))
        assert SECRET in answer(town, "bob", ListArticleVersions(draft.id))
        assert told(town, "bob", seen)


def test_what_is_for_an_audience_is_for_the_desk_in_it_alone(town: Any) -> None:
    space = town.do("stew", CreateSpace("inner", "Inner", private=True))
    article = town.draft("stew", space=space.id)
    assert town.ask("stew", ReadArticle(article.id)).audience == space.audience
    assert answer(town, "edi", ReadArticle(article.id)) == "runtime.not_found"
    town.do("stew", SubmitArticle(article.id, 1))
    assert town.inbox("edi") == []


def test_the_export_of_a_member_has_their_own_articles_alone(town: Any) -> None:
    town.draft("ada", title=SECRET)
    for name, holds in (("ada", True), ("bob", False)):
        with town.kit.session(SYSTEM) as lobby:
            export = lobby.ask(ExportPerson(name))
        assert (SECRET in str(asdict(export))) is holds
