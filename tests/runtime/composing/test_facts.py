"""What facts declare is checked when a Kit is built: who is told of them must be a permission that there is."""

from contextlib import closing

import pytest
from attrs import frozen

from commkit import Fact, Feature, PluginError
from tests.runtime.plugins import Plugin
from tests.sample import new_kit


@frozen
class Told(Fact):
    """It is told to readers of posts."""

    name = "club.told"
    visible_to = "posts.read"


@frozen
class Mistyped(Fact):
    """It names a permission that nobody has."""

    name = "club.mistyped"
    visible_to = "posts.raed"


@frozen
class Unsaid(Fact):
    """It says nothing, and is told to nobody."""

    name = "club.unsaid"


def test_a_fact_is_visible_to_a_permission_or_to_nobody() -> None:
    with closing(new_kit("sqlite://", Plugin([Feature("club.facts", facts=(Told, Unsaid))]))) as kit:
        assert kit.registry.facts["club.unsaid"].visible_to is None
        assert kit.registry.facts["club.told"].visible_to == "posts.read"


def test_a_permission_that_is_none_is_refused() -> None:
    with pytest.raises(PluginError, match=r"Mistyped is visible to 'posts\.raed', which is no permission"):
        new_kit("sqlite://", Plugin([Feature("club.facts", facts=(Mistyped,))]))
