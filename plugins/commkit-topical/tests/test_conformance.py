"""The rules that every plugin keeps, checked on this one."""

from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM
from commkit.spaces import CreateSpace, SpaceId
from commkit.testing.conformance import PluginConformance
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_topical import Topical

READERS = {"visitor": "any"}


def _space(scenario: Scenario, actor: str) -> SpaceId:
    return scenario.do(SYSTEM, CreateSpace(f"s{uuid4().hex}", "Roses")).id


class TestTopical(PluginConformance):
    plugin = staticmethod(Topical)
    type = "topical"
    settings: ClassVar[Any] = {"topical.scope": {"subject": "Gardens in the city"}}
    sample_values: ClassVar[Any] = {
        "kind": ("opinion", "link", "reply"),
        "word": ("slugs", "garden gnome"),
        "tag": ("pests",),
    }
    private_messages = (
        "topical.mute_word",
        "topical.unmute_word",
        "topical.mute_tag",
        "topical.unmute_tag",
        "topical.mute_space",
        "topical.unmute_space",
        "topical.list_my_mutes",
    )
    fixtures: ClassVar[Any] = {"SpaceId": Fixture(_space)}
    expected_permissions: ClassVar[Any] = {
        "topical.read_scope": allowed(visitor="any"),
        "topical.mute_word": allowed(member="any", system="no", given={"word": "slugs"}),
        "topical.unmute_word": allowed(member="any", system="no", given={"word": "slugs"}),
        "topical.mute_tag": allowed(member="any", system="no", given={"tag": "pests"}),
        "topical.unmute_tag": allowed(member="any", system="no", given={"tag": "pests"}),
        "topical.mute_space": allowed(member="any", system="no"),
        "topical.unmute_space": allowed(member="any", system="no"),
        "topical.list_my_mutes": allowed(member="any", system="any"),
    }
