"""What is kept of links, badges, closings, bounties and other events: who sees it, who takes it, and whose it is."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from sqlalchemy import text

from commkit import SYSTEM, Conflict, Denied, Feature, Invalid, Kit, NotFound, PluginError, hookimpl
from commkit.importers import (
    HandOverImported,
    ImportedBadge,
    ImportedClosing,
    ImportedPage,
    ListImportedBadges,
    ListImportedBounties,
    ListImportedClosings,
    ListImportedLinks,
    ListImportedPages,
    ListImportedPostEvents,
)
from commkit.importers.disqus import import_disqus
from commkit.importers.stackexchange import ensure_community, import_dump
from commkit.members import JoinCommunity, ListMembers
from commkit.posts import ListThreads, PostId, RemovePost
from commkit.privacy import ErasePerson, ExportPerson
from commkit.testing.kits import StatementObserver
from tests.helpers import ask, assert_refused, do
from tests.importers.dumps import (
    Rows,
    RunImport,
    answer,
    at,
    badge,
    change,
    counts,
    link,
    question,
    user,
    vote,
    write_dump,
)
from tests.importers.exports import page, take, write_disqus
from tests.sample import FORUM, OWNER, create_community, new_kit

VOTERS = '{"Voters":[{"Id":2,"DisplayName":"U2"},{"Id":99}],"OriginalQuestionIds":[2,77]}'
TABLES: dict[str, Rows] = {
    "Users": [user(1), user(2)],
    "Posts": [question(1), question(2), question(3), answer(4, 1)],
    "PostLinks": [link(1, 1, 2, 3), link(2, 3, 1), link(3, 1, 1), link(4, 2, 3), link(5, 1, 9), link(6, 1, 2, 7)],
    "Badges": [
        badge(1),
        badge(2, Name="ruby", Class=1, TagBased="True", Date=at(7)),
        badge(3, 2, Class=None),
        badge(4, 9),
        badge(5, Class=8),
    ],
    "Votes": [
        vote(1, 1, 8, UserId=2, BountyAmount=50),
        vote(2, 4, 9, BountyAmount=25, CreationDate=at(9)),
        vote(3, 1, 6),
    ],
    "PostHistory": [
        change(1, 1, 10, VOTERS, Comment=101, UserId=2),
        change(2, 1, 11, '{"Voters":[]}', UserId=None, UserDisplayName="Gone", CreationDate=at(8)),
        change(3, 1, 25, Comment="https://example.com/1", UserId=None),
        change(4, 9, 10, Comment=3),
        change(5, 1, 23, "?"),
    ],
}  # fmt: skip


def posts(kit: Kit) -> dict[str, PostId]:
    """The opening posts by their titles."""
    return {post.title: post.id for post in ask(kit, SYSTEM, "town", ListThreads()).items}


def members(kit: Kit) -> dict[str, Any]:
    return {member.name: member.id for member in ask(kit, SYSTEM, "town", ListMembers()).items}


@pytest.fixture
def town(kit: Kit, run_import: RunImport) -> Kit:
    report = run_import(**TABLES)
    assert counts(report, "PostLinks") == (4, {"post missing": 1, "link type 7 unknown": 1})
    assert counts(report, "Badges") == (3, {"member missing": 1, "badge class 8 unknown": 1})
    assert counts(report, "Votes") == (3, {})
    assert counts(report, "PostHistory") == (3, {"post missing": 1, "history type 23 unknown": 1})
    assert report.tables["PostHistory"].changes == {"kept": 3}
    return kit


def test_everything_that_was_imported_is_shown(town: Kit) -> None:
    one, two, three = (posts(town)[title] for title in ("T1", "T2", "T3"))
    u1, u2 = members(town)["U1"], members(town)["U2"]
    links = ask(town, SYSTEM, "town", ListImportedLinks(one)).items
    assert [(its.kind, its.post, its.related) for its in links] == [
        ("duplicate", one, two), ("linked", three, one), ("linked", one, one),
    ]  # fmt: skip
    badges = ask(town, SYSTEM, "town", ListImportedBadges(u1)).items
    assert [(its.name, its.level, its.of_tag, its.member) for its in badges] == [
        ("Teacher", "bronze", False, u1), ("ruby", "gold", True, u1),
    ]  # fmt: skip
    assert [its.level for its in ask(town, SYSTEM, "town", ListImportedBadges(u2)).items] == [""]
    shut, again = ask(town, SYSTEM, "town", ListImportedClosings(one)).items
    assert (shut.reason, shut.member, shut.member_name, shut.reopened) == ("duplicate", u2, "U2", False)
    assert (shut.voters, shut.originals) == ((u2,), (two,))
    assert (again.reopened, again.member, again.member_name, again.voters) == (True, None, "Gone", ())
    (offered,) = ask(town, SYSTEM, "town", ListImportedBounties(one)).items
    assert (offered.amount, offered.member, offered.ended, offered.taken_by) == (50, u2, False, None)
    events = ask(town, SYSTEM, "town", ListImportedPostEvents(one)).items
    assert {(its.kind, its.detail) for its in events} == {
        ("close vote", ""),
        ("tweeted", "https://example.com/1"),
    }


def test_pages_are_read_in_a_fixed_number_of_statements(town: Kit) -> None:
    one = posts(town)["T1"]
    first = ask(town, SYSTEM, "town", ListImportedLinks(one, limit=2))
    rest = ask(town, SYSTEM, "town", ListImportedLinks(one, after=first.next, limit=2))
    assert (len(first.items), len(rest.items), rest.next) == (2, 1, None)
    with assert_refused(Invalid, "runtime.invalid"):
        ask(town, SYSTEM, "town", ListImportedClosings(one, after=first.next))


def test_a_link_is_shown_to_who_sees_both_ends(town: Kit) -> None:
    do(town, "ada", "town", JoinCommunity())
    one, two = posts(town)["T1"], posts(town)["T2"]
    assert len(ask(town, "ada", "town", ListImportedLinks(one)).items) == 3
    do(town, SYSTEM, "town", RemovePost(two))
    assert [its.kind for its in ask(town, "ada", "town", ListImportedLinks(one)).items] == [
        "linked",
        "linked",
    ]
    assert ask(town, "ada", "town", ListImportedClosings(one)).items[0].originals == ()
    assert ask(town, SYSTEM, "town", ListImportedClosings(one)).items[0].originals == (two,)  # the control
    for query in (ListImportedLinks, ListImportedClosings, ListImportedBounties, ListImportedPostEvents):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, "ada", "town", query(two))


def test_the_badges_of_who_is_not_there_are_not_there(town: Kit) -> None:
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, SYSTEM, "town", ListImportedBadges(UUID(int=7)))


def test_what_is_kept_goes_with_the_person(town: Kit, run_import: RunImport) -> None:
    one, u2 = posts(town)["T1"], members(town)["U2"]
    key = "stackexchange:site:2"
    exported = ask(town, key, None, ExportPerson()).rows
    assert len(exported["commkit_imported_badge"]) == 1
    assert len(exported["commkit_imported_bounty"]) == 1
    do(town, SYSTEM, None, ErasePerson(key))
    shut = ask(town, SYSTEM, "town", ListImportedClosings(one)).items[0]
    assert (shut.voters, shut.member_name, shut.originals != ()) == ((), "[erased]", True)
    with town.database.engine.connect() as connection:
        (left,) = connection.execute(text("SELECT count(*) FROM commkit_imported_badge")).one()
    assert left == 2
    more = {
        **TABLES,
        "Badges": [badge(1), badge(30, 2)],
        "PostHistory": [change(30, 1, 10, VOTERS, UserId=2)],
    }
    report = run_import(**more)  # a later dump adds nothing about who was erased
    assert counts(report, "Badges") == (0, {"already imported": 1, "member erased": 1})
    assert ask(town, SYSTEM, "town", ListImportedClosings(one)).items[0].member in (None, u2)
    newest = max(ask(town, SYSTEM, "town", ListImportedClosings(one)).items, key=lambda its: its.id)
    assert newest.voters == ()


# Features that take them


class Taking:
    """A plugin that makes badges and links its own; of badges it takes those that it knows."""

    def __init__(self, *, known: Sequence[str] = ("Teacher",), answer: Any = None) -> None:
        self.taken: list[Any] = []
        feature = Feature("honours.badges")

        @feature.imports(ImportedBadge)
        def take(context: Any, badges: Sequence[ImportedBadge]) -> Sequence[str]:
            if answer is not None:
                return answer(context, badges)
            self.taken += [its for its in badges if its.name in known]
            return ["" if its.name in known else f"no badge {its.name}" for its in badges]

        @feature.imports(ImportedClosing)
        def close(context: Any, closings: Sequence[ImportedClosing]) -> Sequence[str]:
            self.taken += closings
            return [""] * len(closings)

        self.feature = feature

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield self.feature

    @hookimpl
    def commkit_types(self) -> Iterator[Any]:
        yield evolve(FORUM, name="honoured", features=("posts", "honours.badges"))


def imported_into_honoured(kit: Kit, folder: Path) -> Any:
    ensure_community(kit, "town", "honoured", title="Town")
    return import_dump(kit, write_dump(folder / "d", **TABLES), "town", source="site")


def test_a_feature_of_the_type_takes_what_it_can_and_all_is_kept(url: str, tmp_path: Path) -> None:
    taking = Taking()
    with closing(new_kit(url, taking)) as kit:
        report = imported_into_honoured(kit, tmp_path)
        assert counts(report, "Badges")[0] == 3
        assert report.tables["Badges"].changes == {
            "taken by honours.badges": 2, "kept: no badge ruby": 1,
        }  # fmt: skip
        assert report.tables["PostLinks"].changes == {"kept": 4}
        badges = ask(kit, SYSTEM, "town", ListImportedBadges(members(kit)["U1"])).items
        assert [(its.name, its.taken_by) for its in badges] == [("Teacher", "honours.badges"), ("ruby", None)]
        given = [its for its in taking.taken if isinstance(its, ImportedBadge)]
        assert {its.id for its in given} >= {badges[0].id}
        shut = next(its for its in taking.taken if isinstance(its, ImportedClosing))
        assert (len(shut.voters), shut.originals) == (1, (posts(kit)["T2"],))
        assert import_dump(kit, tmp_path / "d", "town", source="site").imported == 0
        assert len(taking.taken) == 4


@pytest.mark.parametrize(
    "answer",
    [
        lambda context, badges: [],
        lambda context, badges: [None] * len(badges),
        lambda context, badges: 1 / 0,
    ],
)
def test_a_taker_that_fails_undoes_the_batch_and_is_named(
    sqlite_url: str, tmp_path: Path, answer: Any
) -> None:
    with closing(new_kit(sqlite_url, Taking(answer=answer))) as kit:
        with pytest.raises(PluginError) as caught:
            imported_into_honoured(kit, tmp_path)
        assert (caught.value.code, caught.value.plugin) == ("runtime.taker_failed", "honours")
        assert ask(kit, SYSTEM, "town", ListImportedBadges(members(kit)["U1"])).items == ()


def test_a_feature_that_comes_later_is_handed_what_was_kept(url: str, tmp_path: Path) -> None:
    with closing(new_kit(url, Taking(known=()))) as kit:
        imported_into_honoured(kit, tmp_path)
    later = Taking()
    with closing(new_kit(url, later)) as kit:
        first = do(kit, SYSTEM, "town", HandOverImported("badges", limit=2))
        second = do(kit, SYSTEM, "town", HandOverImported("badges", after=first.last, limit=2))
        assert (first.offered + second.offered, first.taken + second.taken) == (3, 2)
        end = do(kit, SYSTEM, "town", HandOverImported("badges", after=second.last))
        assert (end.offered, end.last) == (0, None)
        assert [its.name for its in later.taken] == ["Teacher", "Teacher"]
        badges = ask(kit, SYSTEM, "town", ListImportedBadges(members(kit)["U1"])).items
        assert [its.taken_by for its in badges] == ["honours.badges", None]
        with assert_refused(Conflict, "importers.nobody_takes"):
            do(kit, SYSTEM, "town", HandOverImported("links"))
        with assert_refused(Invalid, "runtime.invalid"):
            do(kit, SYSTEM, "town", HandOverImported("badges", limit=0))
        with assert_refused(Denied, "runtime.not_permitted"):
            do(kit, OWNER, "town", HandOverImported("badges"))


class Binding(Taking):
    """A plugin that binds the pages of a host; it knows those with an identifier."""

    def __init__(self) -> None:
        super().__init__()

        @self.feature.imports(ImportedPage)
        def bind(context: Any, pages: Sequence[ImportedPage]) -> Sequence[str]:
            self.taken += pages
            return ["" if its.identifier else "no identifier" for its in pages]


def test_pages_of_threads_are_taken_at_once_or_later(sqlite_url: str, tmp_path: Path) -> None:
    path = write_disqus(
        tmp_path, page(1, id="one"), page(2, link="https://b.example/"), page(3, id="a" * 3_000, link="")
    )
    with closing(new_kit(sqlite_url, Binding())) as kit:
        report = take("disqus", kit, path, into="forum")
        assert report.tables["threads"].changes == {}
        with assert_refused(Conflict, "importers.nobody_takes"):
            do(kit, SYSTEM, "town", HandOverImported("pages"))
    binding = Binding()
    with closing(new_kit(sqlite_url, binding)) as kit:
        ensure_community(kit, "other", "honoured", title="Other")
        report = import_disqus(kit, path, "other")
        assert report.tables["threads"].changes == {
            "page taken by honours.badges": 1, "page kept: no identifier": 1,
        }  # fmt: skip
        assert [(its.url, its.identifier) for its in binding.taken] == [
            ("https://tea.example/1", "one"), ("https://b.example/", ""),
        ]  # fmt: skip
        handed = do(kit, SYSTEM, "other", HandOverImported("pages"))
        assert (handed.offered, handed.taken) == (1, 0)
        opener = ask(kit, SYSTEM, "other", ListThreads()).items
        taken = [ask(kit, SYSTEM, "other", ListImportedPages(its.id)).items for its in opener]
        assert {its.taken_by for pages in taken for its in pages} == {None, "honours.badges"}


def test_two_features_of_a_type_cannot_take_the_same(sqlite_url: str) -> None:
    class Two(Taking):
        @hookimpl
        def commkit_features(self) -> Iterator[Feature]:
            second = Feature("honours.more")
            second.imports(ImportedBadge)(lambda context, badges: [""] * len(badges))
            yield from (self.feature, second)

        @hookimpl
        def commkit_types(self) -> Iterator[Any]:
            yield evolve(FORUM, name="honoured", features=("posts", "honours.badges", "honours.more"))

    with pytest.raises(PluginError, match=r"ImportedBadge is taken by 'honours\.badges'") as caught:
        new_kit(sqlite_url, Two())
    assert caught.value.code == "runtime.taken_twice"


def test_two_types_may_have_a_taker_each(sqlite_url: str) -> None:
    class Apart(Taking):
        @hookimpl
        def commkit_features(self) -> Iterator[Feature]:
            second = Feature("honours.more")
            second.imports(ImportedBadge)(lambda context, badges: [""] * len(badges))
            yield from (self.feature, second)

        @hookimpl
        def commkit_types(self) -> Iterator[Any]:
            yield evolve(FORUM, name="one", features=("posts", "honours.badges"))
            yield evolve(FORUM, name="two", features=("posts", "honours.more"))

    with closing(new_kit(sqlite_url, Apart())) as kit:
        create_community(kit, type="two")
        assert kit.types


def test_a_page_takes_as_many_statements_for_many_as_for_one(sqlite_url: str, tmp_path: Path) -> None:
    seen: list[str] = []
    with closing(new_kit(sqlite_url, observers=[StatementObserver(seen.append)])) as kit:
        ensure_community(kit, "town", "forum", title="Town")
        rows = [change(id, 1, 10, VOTERS, Comment=101) for id in range(1, 31)]
        import_dump(kit, write_dump(tmp_path / "d", **{**TABLES, "PostHistory": rows}), "town")
        one = posts(kit)["T1"]

        def taken(limit: int) -> int:
            before = len(seen)
            ask(kit, SYSTEM, "town", ListImportedClosings(one, limit=limit))
            return len(seen) - before

        assert taken(1) == taken(30)


def test_records_are_kept_apart_by_community(town: Kit, tmp_path: Path) -> None:
    ensure_community(town, "other", "archive", title="Other")
    import_dump(town, tmp_path / "town", "other", source="site")
    one = posts(town)["T1"]
    for query in (ListImportedLinks, ListImportedClosings, ListImportedBounties, ListImportedPostEvents):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, SYSTEM, "other", query(one))
    assert len(ask(town, SYSTEM, "town", ListImportedLinks(one)).items) == 3
