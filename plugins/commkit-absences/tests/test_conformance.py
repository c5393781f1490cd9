"""The rules that every plugin keeps, checked on this one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from commkit import CommunityType, PostKind, hookimpl
from commkit.testing.conformance import PluginConformance
from commkit.testing.permissions import allowed
from commkit_absences import Absences

LODGE = CommunityType(
    "lodge", features=("posts", "absences.out_of_office"), post_kinds=(PostKind(name="talk", opens=True),)
)


class Lodge:
    """A plugin of a type that uses absences."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Absences

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield LODGE


FAR = datetime(2100, 1, 1, tzinfo=UTC)


class TestAbsences(PluginConformance):
    plugin = staticmethod(Absences)
    extra_plugins = (Lodge(),)
    type = "lodge"
    sample_values: ClassVar[Any] = {"kind": ("talk",), "deputy": (None,), "until": (FAR,)}
    expected_permissions: ClassVar[Any] = {
        "absences.set_absence": allowed(member="any", system="no", given={"until": FAR}),
        "absences.end_absence": allowed(member="any", system="no", archived=True),
        "absences.decline_deputy": allowed(member="any+removed", system="no", archived=True),
        "absences.read_my_absence": allowed(member="any", system="no"),
        "absences.read_absence": allowed(member="any", steward="any+removed"),
    }
