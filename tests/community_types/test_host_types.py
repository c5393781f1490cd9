"""Types that a host makes without a plugin: they work like those of plugins, and what is wrong in them is refused."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from commkit import CommunityType, Denied, Feature, Kit, PluginError, PostKind, Role, TrustLevel
from commkit.members import AddMember, AssignRole
from commkit.posts import CreateThread, PinThread, PostSettings
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, assert_refused, do
from tests.runtime.plugins import Plugin
from tests.sample import FORUM, OWNER, Sample, create_community

CODE = "runtime.plugin_misdeclared"
TOPIC = PostKind(name="topic", opens=True, replies=("note",))
NOTE = PostKind(name="note")
CLUB = CommunityType(
    "club",
    post_kinds=(TOPIC, NOTE),
    roles={"guide": Role(grants={"posts.pin"}, like="member"), "member": Role(grants={"posts.lock"})},
    trust=(TrustLevel(name="new"), TrustLevel(name="known", posts=1, grants={"posts.use_reserved_tags"})),
    settings={"posts": {"max_tags": 2}},
)


def test_a_host_makes_a_type_of_its_own(url: str) -> None:
    with closing(Kit(url, plugins=[Sample()], types=[CLUB])) as kit:
        assert [made.name for made in kit.types] == ["forum", "club"]
        create_community(kit, type="club", members=("ada",))
        topic = do(kit, "ada", "town", CreateThread(kind="topic", title="T", body="B."))
        with assert_invalid(kind="unknown_kind"):
            do(kit, "ada", "town", CreateThread(kind="question", title="T", body="B."))
        with assert_refused(Denied, "runtime.not_permitted"):
            do(kit, "ada", "town", PinThread(topic.id))
        do(kit, OWNER, "town", AddMember("bob", role="guide"))
        do(kit, "bob", "town", PinThread(topic.id))
        with kit.session("ada", "town", read_only=True) as session:
            ada = session.member
            assert session.can("posts.lock")
            assert context_of(session).settings(PostSettings).max_tags == 2
        kit.worker().drain()
        with kit.session("ada", "town", read_only=True) as session:
            assert session.can("posts.use_reserved_tags"), "the second trust level of the type"
        with assert_invalid(role="unknown_role"):
            do(kit, OWNER, "town", AssignRole(ada, "wizard"))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            CommunityType("club", features=("posts", "club.bell")),
            "uses the feature 'club.bell', which is not installed",
        ),
        (CommunityType("club", roles={"guide": Role(like="wizard")}), "builds on 'wizard', which is no role"),
        (CommunityType("club", roles={"guide": Role(grants={"magic.cast"})}), "grants 'magic.cast'"),
        (CommunityType("club", roles={"guide": Role(grants={"posts"})}), "grants 'posts'"),
        (
            CommunityType("club", trust=(TrustLevel(name="new", grants={"magic.cast"}, age=timedelta()),)),
            "trust level 'new' grants 'magic.cast'",
        ),
        (CommunityType("club", settings={"magic": {"x": 1}}), "settings of the type 'club' do not fit"),
        (CommunityType("club", settings={"posts": {"max_tags": "many"}}), "do not fit"),
        (CommunityType("club", archive_settings={"posts": {"colour": 1}}), "do not fit"),
        (CommunityType("club", post_kinds=(TOPIC,)), "names the kind 'note', which does not exist"),
        (CommunityType("club", post_kinds=(NOTE, NOTE)), "two post kinds of one name"),
        (CommunityType(""), "too short or too long"),
        (CommunityType("c" * 65), "too short or too long"),
        (FORUM, 'comes twice.*composes=\\("forum",\\)'),
        ("club", "is no community type"),
    ],
)
def test_what_is_wrong_in_a_type_is_refused(made: Any, words: str) -> None:
    with pytest.raises(PluginError, match=words) as caught:
        Kit("sqlite://", plugins=[Sample()], types=[made])
    assert caught.value.code in (CODE, "runtime.name_taken")
    assert caught.value.plugin == (getattr(made, "name", made) or "runtime")


def test_a_feature_that_grants_to_a_role_which_no_type_has_is_refused() -> None:
    lonely = Feature("club.bell", grants={"wizard": {"club.ring"}})
    with pytest.raises(PluginError, match="'wizard', which no type has"):
        Kit("sqlite://", plugins=[Plugin([lonely], name="club")], types=[CLUB])


def test_the_hosts_own_types_are_not_left_out_like_a_broken_plugin() -> None:
    with pytest.raises(PluginError, match="not installed"):
        Kit(
            "sqlite://",
            plugins=[Sample()],
            types=[CommunityType("club", features=("club.bell",))],
            on_broken="skip",
        )


def test_a_type_that_is_composed_of_a_broken_plugins_is_refused() -> None:
    broken = Plugin([], [CommunityType("odd", features=("odd.one",))])
    with pytest.raises(PluginError, match="composed of 'odd'"):
        Kit("sqlite://", plugins=[broken], types=[CommunityType("club", composes=("odd",))], on_broken="skip")


def test_control_a_broken_plugin_is_left_out() -> None:
    broken = Plugin([], [CommunityType("odd", features=("odd.one",))])
    with closing(Kit("sqlite://", plugins=[broken], types=[CLUB], on_broken="skip")) as kit:
        assert [made.name for made in kit.types] == ["club"]
        assert len(kit.broken) == 1


def test_kinds_are_asked_for_in_the_present_type(url: str) -> None:
    with closing(Kit(url, types=[CLUB])) as kit:
        create_community(kit, type="club")
        with kit.session(OWNER, "town") as session:
            assert context_of(session).community_type is kit.registry.types["club"]
        assert ask(kit, OWNER, None, _list()).items[0].type == "club"


def _list() -> Any:
    from commkit.communities import ListCommunities  # noqa: PLC0415

    return ListCommunities()
