"""What views offer is what is carried out: every command about an object of a view, by every role."""

from collections.abc import Callable
from typing import Any

import pytest

from commkit import Kit
from commkit.posts import Post
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import Offered, find_wrong_offers
from tests.testing.everything import Everything, collect_from_nouns
from tests.views.looking import UNDECIDED, VIEWS

Make = Callable[..., Kit]


def wrong_offers(kit: Kit, views: dict[type[Any], Offered], names: list[str] | None = None) -> list[str]:
    return find_wrong_offers(
        kit,
        "everything",
        views,
        names=names,
        expected=collect_from_nouns("EXPECTED_PERMISSIONS"),
        fixtures=CORE_FIXTURES | collect_from_nouns("FIXTURES"),
        settings=collect_from_nouns("SETTINGS"),
        undecided=UNDECIDED,
    )


@pytest.mark.parametrize("record", VIEWS, ids=lambda record: record.__name__)
def test_what_is_offered_is_permitted_and_what_is_carried_out_was_offered(
    record: type[Any], commkit_kit_factory: Make
) -> None:
    found = wrong_offers(commkit_kit_factory(Everything()), {record: VIEWS[record]})
    assert not found, "\n".join(found)


def test_control_what_is_offered_to_everybody_is_caught(commkit_kit_factory: Make) -> None:
    kit = commkit_kit_factory(Everything())
    name = "posts.remove_post"
    found = wrong_offers(kit, {Post: lambda session, known: frozenset({name})}, [name])
    assert any(
        "by visitor about an object in an open community is offered, but was refused" in s for s in found
    )
    assert any("by member about an object in an archived community is offered" in s for s in found)


def test_control_what_is_offered_to_nobody_is_caught(commkit_kit_factory: Make) -> None:
    kit = commkit_kit_factory(Everything())
    found = wrong_offers(kit, {Post: lambda session, known: frozenset()}, ["posts.remove_post"])
    assert any("by member about their own object in an open community is not offered" in s for s in found)
    assert not any("archived" in s for s in found)
    assert found[-1] == "no view offers anything about a Post"
