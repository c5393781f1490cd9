"""The rules that every plugin keeps, checked on this one."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM, CommunityType, MemberId, PostKind, hookimpl
from commkit.members import AddMember
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import allowed
from commkit_minors import AgeBand, InviteGuardian, Minors, MinorsSettings, StoreAge

LODGE = CommunityType(
    "lodge", features=("posts", "minors.safety"), post_kinds=(PostKind(name="talk", opens=True),)
)
MEMBERS: dict[str, Any] = {"member": "any", "system": "no"}


class Lodge:
    """A plugin of a type that has minors' safety."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Minors

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield LODGE


def _minors() -> Minors:
    """Without a host who tells ages: whose is not known is an adult."""
    return Minors(rules=MinorsSettings(unknown=AgeBand.ADULT))


def _somebody(cell: MatrixCell) -> tuple[str, MemberId]:
    key = f"player-{uuid4().hex}"
    return key, cell.scenario.do(SYSTEM, AddMember(key)).id


def _actor(cell: MatrixCell) -> MemberId | None:
    try:
        return cell.scenario.member(str(cell.actor))
    except Exception:  # nobody inside
        return None


def _asks_actor(cell: MatrixCell) -> MemberId:
    """A minor who asks the actor to be their guardian."""
    key, minor = _somebody(cell)
    cell.scenario.do(SYSTEM, StoreAge(member=minor, band=AgeBand.TEEN))
    if (actor := _actor(cell)) is not None:
        cell.scenario.do(key, InviteGuardian(actor))
    return minor


def _guarded(cell: MatrixCell) -> MemberId:
    """A minor whose guardian the actor is, by the word of the host."""
    _, minor = _somebody(cell)
    keys = (str(cell.actor),) if _actor(cell) is not None else ()
    cell.scenario.do(SYSTEM, StoreAge(member=minor, band=AgeBand.TEEN, guardians=keys))
    return minor


class TestMinors(PluginConformance):
    plugin = staticmethod(_minors)
    extra_plugins = (Lodge(),)
    type = "lodge"
    sample_values: ClassVar[Any] = {
        "kind": ("talk",),
        "band": (None, "adult"),
        "time_zone": ("", "Europe/Vienna"),
        "guardians": ((),),
        "quiet_from": ("",),
        "quiet_until": ("",),
        "planned": (None,),
    }
    expected_permissions: ClassVar[Any] = {
        "minors.check_age": allowed(system="any+removed", archived=True),
        "minors.check_all_ages": allowed(system="any", archived=True),
        "minors.store_age": allowed(system="any+removed", archived=True, given={"band": "adult"}),
        "minors.invite_guardian": allowed(**MEMBERS, given={"guardian": lambda cell: _somebody(cell)[1]}),
        "minors.accept_guardianship": allowed(**MEMBERS, given={"minor": _asks_actor}),
        "minors.end_guardianship": allowed(member="any+removed", system="no", archived=True),
        "minors.set_minor_limits": allowed(**MEMBERS, given={"minor": _guarded}),
        "minors.allow_contact": allowed(**MEMBERS, steward="any+removed", given={"minor": _guarded}),
        "minors.disallow_contact": allowed(member="any+removed", system="no", given={"minor": _guarded}),
        "minors.read_minor_settings": allowed(**MEMBERS, given={"minor": _guarded}),
        "minors.read_my_safety": allowed(**MEMBERS),
    }
