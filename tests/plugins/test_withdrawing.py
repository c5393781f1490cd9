"""What people gave or were given they take back everywhere: also where a plugin is gone, and in an archive.

Every command that declares `withdraws` is carried out here, so that a new one needs a row in `CASES`.
"""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from attrs import frozen

from commkit import SYSTEM, Denied, Kit
from commkit.communities import ArchiveCommunity, UpdateSettings
from commkit.core import CORE_FEATURES
from commkit.crawlers import ReadCrawlerPreference, SetCrawlerPreference
from commkit.explaining import ExplainDecision
from commkit.feedback import ApplyToPanel, CreatePanel, LeavePanel
from commkit.feeds import CreateFeedToken, FeedTokenId, ListMyFeedTokens, RevokeFeedToken
from commkit.members import (
    AddAgent,
    AddMember,
    CreateGroup,
    CreateInvitation,
    JoinGroup,
    LeaveCommunity,
    LeaveGroup,
    ListAgents,
    ListGroupMembers,
    ListInvitations,
    RemoveAgent,
    RevokeInvitation,
)
from commkit.notifications import (
    DigestFrequency,
    NotificationChannel,
    ReadDigestPreference,
    SetDigestPreference,
    SetNotificationPreference,
    SetNotificationPreferenceEverywhere,
    Unsubscribe,
)
from commkit.notifications.mailing.ports import MailSite
from commkit.notifications.unsubscribing.policy import sign_token
from commkit.notifications.unsubscribing.records import Subscription
from commkit.posts import CreateThread
from commkit.privacy import ErasePerson
from commkit.privacy.holding.messages import CompleteErasure
from commkit.runtime.model.messages import Command
from commkit.runtime.model.traces import RuleOutcome
from commkit.runtime.sessions.composition import Actor
from commkit.spaces import (
    CreateSpace,
    JoinSpace,
    LeaveConversation,
    LeaveSpace,
    ListMyConversations,
    SpaceJoinPolicy,
    StartConversation,
)
from commkit.webhooks import CreateEndpoint, DeleteEndpoint, ListEndpoints
from tests.helpers import ask, assert_refused, do, member_id
from tests.notifications.post_office import SITE
from tests.plugins.diary import Diary, forget_declarations
from tests.sample import OWNER, create_community, new_kit

KIND = "notifications.mention"


@frozen
class Case:
    """A command that withdraws: how what it takes back comes to be, and whether it is still there.

    Attributes:
        give: Makes it, and gives the command that takes it back.
        held: Whether it is still there.
        actor: Who takes it back.
        place: Where: the community, or None for the lobby.
    """

    give: Callable[[Kit], Command[Any]]
    held: Callable[[Kit], bool]
    actor: Actor = "ada"
    place: str | None = "town"


def give_unsubscribing(kit: Kit) -> Command[Any]:
    with kit.session("ada", "town", read_only=True) as session:
        assert session.community is not None
        mail = Subscription(session.community.id, session.member, KIND)
    return Unsubscribe(sign_token(SITE.secret, mail))


def gets_mail(kit: Kit) -> bool:
    with kit.database.engine.connect() as connection:
        ended = connection.exec_driver_sql(
            f"SELECT count(*) FROM commkit_notification_preference WHERE kind = '{KIND}' AND NOT enabled"
        )
        return ended.scalar() == 0


def give_agent(kit: Kit) -> Command[Any]:
    do(kit, OWNER, "town", UpdateSettings("members", {"agents_per_member": 1}))
    ada = member_id(kit, "ada")
    return RemoveAgent(do(kit, "ada", "town", AddAgent(name="Helper", scopes=("posts.",), acts_for=ada)).id)


def give_group(kit: Kit) -> Command[Any]:
    group = do(kit, OWNER, "town", CreateGroup("club", "Club", open=True))
    do(kit, "ada", "town", JoinGroup(group.id))
    return LeaveGroup(group.id)


def in_a_group(kit: Kit) -> bool:
    with kit.database.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM commkit_group_member AS held JOIN commkit_membership AS mine"
            " ON mine.community_id = held.community_id AND mine.id = held.member WHERE mine.key = 'ada'"
        )
        return bool(found.scalar())


def give_space(kit: Kit) -> Command[Any]:
    space = do(
        kit, OWNER, "town", CreateSpace("club", "Club", private=True, join_policy=SpaceJoinPolicy.OPEN)
    )
    do(kit, "ada", "town", JoinSpace(space.id))
    return LeaveSpace(space.id)


def give_conversation(kit: Kit) -> Command[Any]:
    made = do(kit, "ada", "town", StartConversation((member_id(kit, "bob"),)))
    return LeaveConversation(made.id)


def give_panel(kit: Kit) -> Command[Any]:
    panel = do(kit, OWNER, "town", CreatePanel(title="Testers", description="Try it.", consent="You agree."))
    do(kit, "ada", "town", ApplyToPanel(panel=panel.id, consent_version=1))
    return LeavePanel(panel.id)


def on_a_panel(kit: Kit) -> bool:
    with kit.database.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT state FROM commkit_panelist")
        return found.scalars().all() != ["left"]


def give_token(kit: Kit) -> Command[Any]:
    return RevokeFeedToken(do(kit, "ada", "town", CreateFeedToken("phone")).id)


def give_digest(kit: Kit) -> Command[Any]:
    do(kit, "ada", "town", SetDigestPreference(frequency=DigestFrequency.DAILY))
    return SetDigestPreference(frequency=DigestFrequency.NEVER)


def give_held_post(kit: Kit) -> Command[Any]:
    """What is left of a person after an erasure where it was held."""
    do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="I wonder."))
    return CompleteErasure(member_id(kit, "ada"))


def has_text(kit: Kit) -> bool:
    with kit.database.engine.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM commkit_post WHERE body <> ''").scalar())


def is_member(kit: Kit) -> bool:
    with kit.session("ada", "town", read_only=True) as session:
        return session.role == "member"


MAIL_OFF = {"kind": KIND, "channel": NotificationChannel.MAIL, "enabled": False}
CASES: dict[type[Command[Any]], Case] = {
    LeaveCommunity: Case(lambda _: LeaveCommunity(), is_member),
    ErasePerson: Case(lambda _: ErasePerson(), is_member),
    CompleteErasure: Case(give_held_post, has_text, actor=SYSTEM),
    RevokeFeedToken: Case(give_token, lambda kit: bool(ask(kit, "ada", "town", ListMyFeedTokens()))),
    RevokeInvitation: Case(
        lambda kit: RevokeInvitation(do(kit, OWNER, "town", CreateInvitation()).id),
        lambda kit: bool(ask(kit, OWNER, "town", ListInvitations())),
        actor=OWNER,
    ),
    RemoveAgent: Case(give_agent, lambda kit: bool(ask(kit, "ada", "town", ListAgents()).items)),
    LeaveGroup: Case(give_group, in_a_group),
    LeaveSpace: Case(give_space, in_a_group),
    LeaveConversation: Case(
        give_conversation, lambda kit: bool(ask(kit, "ada", "town", ListMyConversations()).items)
    ),
    LeavePanel: Case(give_panel, on_a_panel),
    DeleteEndpoint: Case(
        lambda kit: DeleteEndpoint(do(kit, OWNER, "town", CreateEndpoint("https://hooks.example/in")).id),
        lambda kit: bool(ask(kit, OWNER, "town", ListEndpoints())),
        actor=OWNER,
    ),
    SetCrawlerPreference: Case(
        lambda _: SetCrawlerPreference(indexing=False, training=False),
        lambda kit: ask(kit, "ada", "town", ReadCrawlerPreference()).training,
    ),
    SetNotificationPreference: Case(lambda _: SetNotificationPreference(**MAIL_OFF), gets_mail),
    SetNotificationPreferenceEverywhere: Case(
        lambda _: SetNotificationPreferenceEverywhere(**MAIL_OFF), gets_mail, place=None
    ),
    SetDigestPreference: Case(
        give_digest,
        lambda kit: ask(kit, "ada", "town", ReadDigestPreference()).frequency is not DigestFrequency.NEVER,
    ),
    Unsubscribe: Case(give_unsubscribing, gets_mail, actor=None, place=None),
}
COMMANDS = [
    message for feature in CORE_FEATURES for message, _ in feature.handlers if issubclass(message, Command)
]
WITHDRAWING = [command for command in COMMANDS if command.withdraws]


def with_plugin(url: str) -> Kit:
    kit = new_kit(url, Diary(), ports={MailSite: SITE})
    kit.migrate()
    return kit


def without_plugin(url: str) -> Kit:
    return new_kit(url, ports={MailSite: SITE})


def given(url: str, case: Case, *, archived: bool) -> Command[Any]:
    """A town in which somebody holds something; its type's plugin is gone afterwards."""
    with closing(with_plugin(url)) as kit:
        create_community(kit, type="diary", members=("ada", "bob"))
        command = case.give(kit)
        assert case.held(kit)
        if archived:
            do(kit, OWNER, "town", ArchiveCommunity("It is over."))
    return command


# --- the whole kind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WITHDRAWING)
def test_it_is_carried_out_where_the_plugin_is_gone(sqlite_url: str, kind: type[Command[Any]]) -> None:
    take_back(sqlite_url, CASES[kind], archived=False)


@pytest.mark.parametrize("kind", WITHDRAWING)
def test_it_is_carried_out_as_the_removal_of_a_plugin_leaves_it(url: str, kind: type[Command[Any]]) -> None:
    take_back(url, CASES[kind], archived=True)


def take_back(url: str, case: Case, *, archived: bool) -> None:
    command = given(url, case, archived=archived)
    with closing(without_plugin(url)) as kit:
        assert case.held(kit)  # the control: the plugin's going alone takes nothing back
        with kit.session(case.actor, "town", read_only=True) as session:
            assert session.may_send(type(command))
        do(kit, case.actor, case.place, command)
        assert not case.held(kit)


def test_each_of_them_is_tried_here() -> None:
    assert set(CASES) == set(WITHDRAWING)


def test_what_is_named_like_them_is_of_the_kind() -> None:
    named = ("Leave", "Revoke", "Unsubscribe", "Erase")
    assert [its for its in COMMANDS if its.__name__.startswith(named) and not its.withdraws] == []


def test_each_of_them_is_carried_out_in_archives_and_ended_conversations() -> None:
    assert all(its.when_archived and its.when_ended and not its.creates for its in WITHDRAWING)


# --- and nothing else ----------------------------------------------------------------------------------------------


def test_control_everything_else_is_refused_to_people(sqlite_url: str) -> None:
    given(sqlite_url, CASES[LeaveCommunity], archived=False)
    with closing(without_plugin(sqlite_url)) as kit:
        for actor in ("ada", OWNER, None):
            with kit.session(actor, "town", read_only=True) as session:
                assert {its for its in COMMANDS if session.may_send(its)} <= set(WITHDRAWING)
    with closing(with_plugin(sqlite_url)) as kit, kit.session("ada", "town", read_only=True) as session:
        assert not {its for its in COMMANDS if session.may_send(its)} <= set(WITHDRAWING)


def test_control_what_is_not_declared_so_is_refused(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    command = given(sqlite_url, CASES[RevokeFeedToken], archived=False)
    monkeypatch.setattr(RevokeFeedToken, "withdraws", False)
    with closing(without_plugin(sqlite_url)) as kit, assert_refused(Denied, "runtime.type_missing"):
        do(kit, "ada", "town", command)


def test_nobody_takes_back_what_is_somebody_elses(sqlite_url: str) -> None:
    command = given(sqlite_url, CASES[RevokeInvitation], archived=False)
    with closing(without_plugin(sqlite_url)) as kit, assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "ada", "town", command)


# --- roles and types that nobody declared --------------------------------------------------------------------------


def leave_editor(url: str) -> FeedTokenId:
    """A town whose member `ed` has a role of the plugin's, and a token; nobody knows the role afterwards."""
    with closing(with_plugin(url)) as kit:
        create_community(kit, type="diary")
        do(kit, SYSTEM, "town", AddMember("ed", role="editor"))
        token = do(kit, "ed", "town", CreateFeedToken("phone")).id
        with kit.database.engine.begin() as connection:
            connection.exec_driver_sql(
                """UPDATE commkit_plugin SET declarations = replace(declarations, '"editor"', '"author"')"""
            )
    return token


def test_who_has_a_role_that_nobody_declared_takes_back_as_any_member(url: str) -> None:
    token = leave_editor(url)
    with closing(without_plugin(url)) as kit:
        do(kit, "ed", "town", RevokeFeedToken(token))
        assert ask(kit, "ed", "town", ListMyFeedTokens()) == ()


def test_control_a_stranger_may_nothing_of_it_and_the_role_nothing_else(sqlite_url: str) -> None:
    leave_editor(sqlite_url)
    with closing(without_plugin(sqlite_url)) as kit:
        with kit.session("stranger", "town", read_only=True) as session:
            assert not session.may_send(RevokeFeedToken)
        with kit.session("ed", "town", read_only=True) as session:
            assert session.may_send(RevokeFeedToken)
            assert not session.can("communities.read_audit")
            assert not session.may_send(RevokeInvitation)


def test_of_a_type_that_nobody_declared_leaving_ends_all(url: str) -> None:
    """Nothing that has an id is shown to people there, so what ends all of it at once is what is left to them."""
    given(url, CASES[RevokeFeedToken], archived=False)
    with closing(without_plugin(url)) as kit:
        forget_declarations(kit)
        do(kit, "ada", "town", LeaveCommunity())
        with kit.database.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM commkit_feed_token").scalar() == 0


# --- what tells of it ----------------------------------------------------------------------------------------------


def test_it_is_explained(sqlite_url: str) -> None:
    given(sqlite_url, CASES[LeaveCommunity], archived=False)
    with closing(without_plugin(sqlite_url)) as kit, kit.session("ada", "town", read_only=True) as session:
        told = session.ask(ExplainDecision(session.member, "members.leave_community"))
    (step,) = [step for step in told.steps if step.rule == "type"]
    assert step.outcome is RuleOutcome.YES
    assert "take back" in step.because


def test_group_members_are_as_they_were_for_the_others(sqlite_url: str) -> None:
    command = given(sqlite_url, CASES[LeaveGroup], archived=False)
    assert isinstance(command, LeaveGroup)
    with closing(without_plugin(sqlite_url)) as kit:
        do(kit, "ada", "town", command)
        assert ask(kit, OWNER, "town", ListGroupMembers(command.group)).items == ()
