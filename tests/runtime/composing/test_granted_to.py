"""`granted_to`: a message says which role may send it; said twice, to nobody or to two roles is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from commkit import Command, CommunityType, Denied, Feature, Kit, PluginError, Query, Role
from commkit.runtime.composing.compiling import compile_type
from commkit.runtime.model.types import ROLE_ORDER
from tests.runtime.plugins import Plugin, club
from tests.sample import create_community, new_kit


@frozen
class Wave(Command[int]):
    """Wave."""

    permission = "club.wave"
    granted_to = "member"


@frozen
class WaveBack(Command[int]):
    """Wave, too: with the same permission."""

    permission = "club.wave"
    granted_to = "member"


@frozen
class WaveLouder(Command[int]):
    """Wave, by another role, with the same permission."""

    permission = "club.wave"
    granted_to = "steward"


@frozen
class WaveQuietly(Command[int]):
    """Wave, with the same permission and without a word about roles."""

    permission = "club.wave"


@frozen
class Look(Query[int]):
    """Look."""

    permission = "club.look"
    granted_to = "visitor"


def message(permission: str, granted_to: Any) -> type[Command[int]]:
    words = {"__annotations__": {}, "permission": permission, "granted_to": granted_to, "__doc__": "Sent."}
    return frozen(type("Sent", (Command,), words))


def answering(*messages: type[Any], name: str = "club.bell", **options: Any) -> Feature:
    feature = Feature(name, **options)
    for each in messages:
        feature.handles(each)(lambda context, message: 1)
    return feature


def codes(kit: Kit, actor: str | None, *messages: Any) -> list[str]:
    """What becomes of messages: `done`, or the code of the refusal."""
    found = []
    for each in messages:
        with kit.session(actor, "town") as session:
            try:
                session.ask(each) if isinstance(each, Query) else session.do(each)
                found.append("done")
            except Denied as error:
                found.append(error.code)
    return found


def test_the_role_and_those_above_may_send_it(sqlite_url: str) -> None:
    kit = new_kit(sqlite_url, club(answering(Wave, WaveBack, WaveQuietly, Look)))
    create_community(kit, type="club", members=("ada",))
    assert codes(kit, "ada", Wave(), WaveBack(), WaveQuietly(), Look()) == ["done"] * 4
    assert codes(kit, "owner", Wave(), Look()) == ["done"] * 2
    assert codes(kit, None, Look(), Wave()) == ["done", "runtime.not_permitted"]
    kit.close()


@given(st.sampled_from(ROLE_ORDER))
def test_always_as_if_it_were_written_in_grants(role: str) -> None:
    derived = answering(message("club.wave", role))
    written = answering(message("club.wave", None), grants={role: {"club.wave"}})
    granted = []
    for feature in (derived, written):
        kit = Kit("sqlite://", plugins=[club(feature)])
        table = compile_type(kit.registry.types["club"], kit.registry, everywhere=())
        granted.append(table.grants)
        kit.close()
    assert granted[0] == granted[1]
    assert derived.grants == {}
    assert derived.all_grants == written.all_grants == {role: {"club.wave"}}


def test_grants_of_other_permissions_stand_beside_it() -> None:
    feature = answering(Wave, grants={"steward": {"club.shout"}, "member": {"club.nod"}})
    assert feature.all_grants == {"steward": {"club.shout"}, "member": {"club.nod", "club.wave"}}
    Kit("sqlite://", plugins=[club(feature)]).close()


def test_a_role_of_a_type_is_known() -> None:
    feature = answering(message("club.wave", "ringer"))
    Kit("sqlite://", plugins=[club(feature, roles={"ringer": Role(like="member")})]).close()


def test_a_copy_of_a_feature_grants_the_same() -> None:
    assert answering(Wave).with_ports({}).all_grants == {"member": {"club.wave"}}


def test_another_plugin_may_grant_it_to_more() -> None:
    other = Feature("pub.door", grants={"visitor": {"club.wave"}})
    Kit("sqlite://", plugins=[club(answering(Wave)), Plugin([other], name="pub")]).close()


REFUSED: dict[str, tuple[Callable[[], Plugin], tuple[str, ...]]] = {
    "a role nobody has": (
        lambda: club(answering(message("club.wave", "stewrd"))),
        ("Sent", "'stewrd'", "steward"),
    ),
    "a role of no type in this Kit": (
        lambda: club(answering(message("club.wave", "ringer")), roles={"rower": Role()}),
        ("'ringer'", "rower"),
    ),
    "those who may do nothing": (lambda: club(answering(message("club.wave", "banned"))), ("'banned'",)),
    "who may do everything": (
        lambda: club(answering(message("club.wave", "system"))),
        ("'system'", "grants={'system': {'club.wave'}}, system_only=('club.wave',)"),
    ),
    "several roles": (lambda: club(answering(message("club.wave", ("member",)))), ("('member',)",)),
    "the role of one's own": (lambda: club(answering(message("club.wave", "member:own"))), ("member:own",)),
    "a set, which has no hash": (lambda: club(answering(message("club.wave", {"member"}))), ("{'member'}",)),
    "grants say it too": (
        lambda: club(answering(Wave, grants={"member": {"club.wave"}})),
        ("Wave", "'club.wave'", "once"),
    ),
    "grants say it for one's own": (
        lambda: club(answering(Wave, grants={"visitor": {"club.wave:own"}})),
        ("Wave", "once"),
    ),
    "grants of another feature of the plugin say it": (
        lambda: club(answering(Wave), Feature("club.door", grants={"steward": {"club.wave"}})),
        ("Wave", "once"),
    ),
    "two roles for one permission": (
        lambda: club(answering(Wave, WaveLouder)),
        ("'member'", "'steward'", "two permissions"),
    ),
    "two roles in two features": (
        lambda: club(answering(Wave), answering(WaveLouder, name="club.door")),
        ("'member'", "'steward'"),
    ),
}


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=list(REFUSED))
def test_what_contradicts_itself_is_refused(make: Callable[[], Plugin], words: tuple[str, ...]) -> None:
    with pytest.raises(PluginError) as caught:
        Kit("sqlite://", plugins=[make()])
    assert (caught.value.code, caught.value.plugin) == ("runtime.plugin_misdeclared", "club")
    assert [word for word in words if word not in caught.value.message] == [], caught.value.message


def test_control_without_it_nobody_may_send_it(sqlite_url: str) -> None:
    kit = new_kit(sqlite_url, club(answering(WaveQuietly)))
    create_community(kit, type="club", members=("ada",))
    assert codes(kit, "ada", WaveQuietly()) == ["runtime.not_permitted"]
    kit.close()


def test_a_type_without_the_feature_grants_nothing() -> None:
    kit = Kit("sqlite://", plugins=[Plugin([answering(Wave)], [CommunityType("bare", features=("posts",))])])
    table = compile_type(kit.registry.types["bare"], kit.registry, everywhere=())
    assert not any("club.wave" in granted for (role, _), granted in table.grants.items() if role != "system")
    kit.close()
