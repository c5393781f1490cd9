"""Communities whose type the Kit lacks: they open to be read, by what is known, and change only at the host's hand."""

from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import pytest
import sqlalchemy as sa

from commkit import SYSTEM, CommunityType, Denied, Kit, NotFound
from commkit.communities import (
    ArchiveCommunity,
    CommunityArchived,
    ListAuditEntries,
    ReadCommunity,
    ReopenCommunity,
    UpdateCommunity,
    UpdateRules,
)
from commkit.explaining import ExplainDecision
from commkit.members import AcceptInvitation, AddMember, AssignRole, CreateInvitation, ListMembers
from commkit.moderation import ListModerationLog
from commkit.posts import CreateReply, CreateThread, ListThreads, ReadPost, ReadThread, ViewThread
from commkit.privacy import ErasePerson
from commkit.runtime.model.messages import Command
from commkit.runtime.model.traces import RuleOutcome
from commkit.search import SearchContent
from commkit.testing.kits import StatementObserver
from commkit_qa import ReadAnswerTimes
from tests.plugins.diary import WritePage, diary_kit, forget_declarations
from tests.sample import FORUM, OWNER, create_community, new_kit


def leave(url: str, *, declared: bool = True, **options: Any) -> dict[str, Any]:
    """A town of the plugin's type with three threads, one of them removed, and then no plugin any more."""
    with closing(diary_kit(url, **options)) as kit:
        create_community(kit, type="diary", members=("ada", "bob"))
        found: dict[str, Any] = {}
        for title in ("Open", "Locked"):
            with kit.session("ada", "town") as session:
                found[title] = session.do(CreateThread(kind="question", title=title, body="Well?")).id
        if not declared:
            forget_declarations(kit)
    return found


@pytest.fixture
def gone(url: str) -> Iterator[Kit]:
    """A Kit without the plugin, on a database that the plugin has left."""
    leave(url)
    with closing(new_kit(url)) as kit:
        yield kit


def test_a_query_of_what_is_gone_says_what_to_install(gone: Kit) -> None:
    with (
        gone.session("ada", "town", read_only=True) as session,
        pytest.raises(NotFound, match="install its plugin"),
    ):
        session.ask(ReadAnswerTimes())


def titles(kit: Kit, actor: Any) -> list[str]:
    with kit.session(actor, "town", read_only=True) as session:
        return sorted(post.title or "" for post in session.ask(ListThreads()).items)


# --- reading -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [OWNER, "ada", None, SYSTEM])
def test_it_opens_and_is_read_by_what_its_type_declared(gone: Kit, actor: Any) -> None:
    with gone.session(actor, "town") as session:
        assert session.missing_type == "diary"
        assert session.ask(ReadCommunity()).type == "diary"
        thread = next(post for post in session.ask(ListThreads()).items if post.title == "Open")
        assert session.ask(ReadPost(thread.id)).body == "Well?"
        assert session.ask(ReadThread(thread.id)).items
        assert [hit.object for hit in session.ask(SearchContent("open")).hits] == [thread.id]


def test_a_type_that_is_there_is_not_missing(kit: Kit) -> None:
    create_community(kit)
    with kit.session(OWNER, "town") as session:
        assert session.missing_type is None
    with kit.session(OWNER) as lobby:
        assert lobby.missing_type is None


def test_pages_offer_nothing_that_would_be_refused(gone: Kit) -> None:
    with gone.session("ada", "town", read_only=True) as session:
        (thread,) = [post.id for post in session.ask(ListThreads()).items if post.title == "Open"]
        view = session.ask(ViewThread(thread, rendered=False))
        assert view.thread.may == frozenset()
    with gone.session(OWNER, "town") as session:
        offered = [
            cls
            for cls in gone.registry.messages.values()
            if issubclass(cls, Command) and session.may_send(cls)
        ]
    assert ErasePerson in offered
    assert [cls for cls in offered if not cls.withdraws] == []  # see `test_withdrawing`


def test_what_a_role_of_the_type_may_is_what_it_builds_on(url: str) -> None:
    with closing(diary_kit(url)) as kit:
        create_community(kit, type="diary")
        for key, role in (("ed", "editor"), ("gus", "guest")):
            with kit.session(SYSTEM, "town") as session:
                session.do(AddMember(key, role=role))
        assert may(kit, "ed", "posts.read_removed")
    with closing(new_kit(url)) as kit:
        assert may(kit, "ed", "communities.read_audit")  # as every steward
        assert not may(kit, "gus", "posts.create_thread")
        assert not may(kit, "gus", "communities.read_audit")
        forget_declarations(kit)
        assert not may(kit, "ed", "communities.read_audit")  # nobody knows what an editor is


def may(kit: Kit, actor: str, permission: str) -> bool:
    with kit.session(actor, "town", read_only=True) as session:
        return session.can(permission)


def test_a_role_that_nobody_declared_is_nobody(url: str) -> None:
    leave(url, declared=False)
    with closing(diary_kit(url)) as kit, kit.session(SYSTEM, "town") as session:
        session.do(AddMember("ed", role="editor"))
    with closing(new_kit(url)) as kit:
        forget_declarations(kit)
        with kit.session("ed", "town") as session:
            assert session.ask(ReadCommunity()).slug == "town"
            with pytest.raises(Denied) as caught:
                session.ask(ListAuditEntries())
            assert caught.value.code == "runtime.not_permitted"


# --- what cannot be known is denied -----------------------------------------------------------------------------


def test_records_of_which_the_plugin_hid_some_are_hidden_from_people(url: str) -> None:
    ids = leave(url, hides=True)
    with closing(new_kit(url)) as kit:
        for actor in (OWNER, "ada", None):
            assert titles(kit, actor) == []
            for id in ids.values():
                with pytest.raises(NotFound), kit.session(actor, "town") as session:
                    session.ask(ReadPost(id))
            with kit.session(actor, "town") as session:
                assert session.ask(SearchContent("well")).hits == ()
                assert session.ask(ListMembers()).items  # of members it hid none
        assert titles(kit, SYSTEM) == ["Locked", "Open"]


def test_control_without_such_a_rule_they_are_seen(gone: Kit) -> None:
    assert titles(gone, "ada") == ["Locked", "Open"]


def test_queries_that_the_plugin_could_refuse_are_the_hosts(url: str) -> None:
    leave(url, gates=True)
    with closing(new_kit(url)) as kit:
        with pytest.raises(Denied) as caught, kit.session(OWNER, "town") as session:
            session.ask(ListMembers())
        assert caught.value.code == "runtime.type_missing"
        with kit.session(SYSTEM, "town") as session:
            assert session.ask(ListMembers()).items
        assert titles(kit, "ada")


def test_of_a_type_that_nobody_declared_people_read_what_the_community_is(url: str) -> None:
    leave(url, declared=False)
    with closing(new_kit(url)) as kit:
        with kit.session("ada", "town") as session:
            assert session.ask(ReadCommunity()).slug == "town"
            for query in (ListThreads(), ListMembers(), SearchContent("well")):
                refused: Any = query
                with pytest.raises(Denied) as caught:
                    session.ask(refused)
                assert caught.value.code == "runtime.type_missing"
        assert titles(kit, SYSTEM) == ["Locked", "Open"]


def test_a_secret_community_stays_secret(url: str) -> None:
    with closing(diary_kit(url)) as kit:
        create_community(kit, type="diary", visibility="secret")
    with closing(new_kit(url)) as kit:
        with pytest.raises(NotFound) as caught, kit.session("stranger", "town"):
            pass
        assert caught.value.code == "communities.not_found"
        with kit.session(OWNER, "town") as session:
            assert session.missing_type == "diary"


# --- writing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [OWNER, "ada", None, SYSTEM])
def test_every_command_is_refused_with_what_to_do(gone: Kit, actor: Any) -> None:
    with gone.session(actor, "town") as session:
        (thread,) = [post.id for post in session.ask(ListThreads()).items if post.title == "Open"]
        for command in (
            CreateThread(kind="question", title="Again", body="Well?"),
            CreateReply(thread, "So."),
            UpdateCommunity(version=1, title="Other"),
            UpdateRules("None."),
            AssignRole(session.ask(ListMembers()).items[0].id, "steward"),
            ReopenCommunity(),
            WritePage("Dear diary"),
        ):
            refused: Any = command
            with pytest.raises(Denied) as caught:
                session.do(refused)
            assert caught.value.code == "runtime.type_missing"
            assert "'diary'" in str(caught.value)
            assert "install its plugin" in str(caught.value)
            assert caught.value.data["type"] == "diary"
    assert titles(gone, SYSTEM) == ["Locked", "Open"]


def test_only_the_host_archives_it(gone: Kit) -> None:
    with pytest.raises(Denied) as caught, gone.session(OWNER, "town") as session:
        session.do(ArchiveCommunity("It is over."))
    assert caught.value.code == "runtime.type_missing"
    with gone.session(SYSTEM, "town") as session:
        assert session.may_send(ArchiveCommunity)
        assert session.do(ArchiveCommunity("It is over.")).archived_at is not None
        assert [type(fact) for fact in session.facts] == [CommunityArchived]
    assert titles(gone, "ada") == ["Locked", "Open"]


def test_no_command_of_the_lobby_leads_into_it(url: str) -> None:
    with closing(diary_kit(url)) as kit:
        create_community(kit, type="diary", visibility="secret", join_policy="invite")
        with kit.session(OWNER, "town") as session:
            code = session.do(CreateInvitation()).token
        assert code is not None
    with closing(new_kit(url)) as kit:
        with pytest.raises(Denied) as caught, kit.session("eve") as lobby:
            lobby.do(AcceptInvitation(code))
        assert caught.value.code == "runtime.type_missing"
        with pytest.raises(NotFound), kit.session("eve", "town"):
            pass
    with closing(diary_kit(url)) as kit, kit.session("eve") as lobby:  # the control
        assert lobby.do(AcceptInvitation(code)).key == "eve"


def test_a_person_erases_themselves_there_too(gone: Kit) -> None:
    with gone.session("ada", "town") as session:
        assert session.do(ErasePerson()).communities == 1
    with gone.session(None, "town") as session:
        assert {post.author_name for post in session.ask(ListThreads()).items} == {"[erased]"}


def test_it_is_explained(gone: Kit) -> None:
    with gone.session("ada", "town") as session:
        told = session.ask(ExplainDecision(session.member, "posts.create_thread"))
        (step,) = [step for step in told.steps if step.rule == "type"]
        assert (step.outcome, "'diary' is not in this Kit" in step.because) == (RuleOutcome.NO, True)
        told = session.ask(ExplainDecision(session.member, "posts.list_threads"))
        (step,) = [step for step in told.steps if step.rule == "type"]
        assert step.outcome is RuleOutcome.FACT


def test_with_the_plugin_it_is_as_before(url: str) -> None:
    leave(url)
    with closing(new_kit(url)) as kit:
        assert titles(kit, "ada") == ["Locked", "Open"]
        assert kit.migrate() == ()  # what the plugin declared stays
        assert titles(kit, "ada") == ["Locked", "Open"]
    with closing(diary_kit(url)) as kit, kit.session("ada", "town") as session:
        assert session.missing_type is None
        session.do(WritePage("Dear diary"))


def test_it_costs_one_statement_more(url: str) -> None:
    leave(url)
    seen: list[str] = []
    with closing(new_kit(url, observers=[StatementObserver(seen.append)])) as kit:
        for _ in range(2):
            seen.clear()
            with kit.session("ada", "town") as session:
                session.ask(ReadCommunity())
            assert len(seen) == 2, seen


# --- what tells of it --------------------------------------------------------------------------------------------


def test_the_status_names_the_type_and_its_plugin(gone: Kit) -> None:
    (found,) = [part for part in gone.status() if part.types]
    assert (found.component, found.missing, found.types) == ("diary", True, ("diary",))
    gone.check()  # communities of other types are served


def test_the_hosts_own_type_is_told_as_the_hosts(url: str) -> None:
    own = CommunityType("salon", post_kinds=FORUM.post_kinds)
    with closing(new_kit(url, types=[own])) as kit:
        kit.migrate()
        create_community(kit, type="salon")
    with closing(new_kit(url)) as kit:
        assert [(part.component, part.types) for part in kit.status() if part.types] == [
            ("(host)", ("salon",))
        ]
        forget_declarations(kit)
        assert [(part.component, part.types) for part in kit.status() if part.types] == [
            ("salon", ("salon",))
        ]


def test_the_worker_leaves_its_facts_to_one_that_has_the_type(gone: Kit) -> None:
    report = gone.worker().drain()
    assert report.parked == report.failed == 0
    assert {its.need for its in gone.worker().waiting()} >= {"type diary"}


# --- what is kept of types -----------------------------------------------------------------------------------------

_EVERYONE = {"moderation": {"log_visibility": "everyone"}}


def salon(**fields: Any) -> CommunityType:
    return CommunityType("salon", post_kinds=FORUM.post_kinds, **fields)


def leave_salon(url: str, made: CommunityType) -> None:
    """A community of a type of the host's own, and then no such type any more, though its Kit migrated again."""
    with closing(new_kit(url, types=[made])) as kit:
        kit.migrate()
        create_community(kit, type="salon")
    with closing(new_kit(url, types=[CommunityType("parlour", post_kinds=FORUM.post_kinds)])) as kit:
        kit.migrate()


def reads_log(url: str, actor: str | None) -> bool:
    with closing(new_kit(url)) as kit, kit.session(actor, "town") as session:
        with suppress(Denied):
            session.ask(ListModerationLog())
            return True
        return False


@pytest.mark.parametrize(("settings", "reads"), [(_EVERYONE, True), ({}, False)])
def test_settings_of_the_type_hold_and_those_of_a_retired_one_are_kept(
    sqlite_url: str, settings: Any, reads: bool
) -> None:
    leave_salon(sqlite_url, salon(settings=settings))
    assert reads_log(sqlite_url, "somebody") is reads


def change_kept(url: str, old: str, new: str) -> None:
    """Change what is kept of the host's types, as another release would have written it."""
    with closing(new_kit(url)) as kit, kit.database.engine.begin() as connection:
        (text,) = connection.execute(
            sa.text("SELECT declarations FROM commkit_plugin WHERE name = '(host)'")
        ).scalars()
        assert old in text
        connection.execute(
            sa.text("UPDATE commkit_plugin SET declarations = :new WHERE name = '(host)'"),
            {"new": text.replace(old, new)},
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("log_visibility", "no_such_setting"),
        ("post_kinds", "no_such_name"),
        ('"everyone"', '"nobody"'),
        ("{", ""),
    ],
)
def test_what_another_release_kept_and_does_not_fit_counts_as_nothing(
    sqlite_url: str, old: str, new: str
) -> None:
    leave_salon(sqlite_url, salon(settings=_EVERYONE))
    change_kept(sqlite_url, old, new)
    assert not reads_log(sqlite_url, OWNER)
    assert reads_log(sqlite_url, "somebody") is False
    with closing(new_kit(sqlite_url)) as kit, kit.session(OWNER, "town") as session:
        assert session.ask(ReadCommunity()).type == "salon"
