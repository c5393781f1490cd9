"""What views offer is what is carried out: every command about an object of a view, by every role."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve

from commkit import Kit, Session
from commkit.posts import Post
from commkit.testing.contexts import context_of
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers
from commkit.testing.offer_effects import Offered, OfferOutcome, wrong_outcomes
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


@pytest.mark.parametrize(
    "record",
    [pytest.param(view, marks=pytest.mark.slow if view is Post else ()) for view in VIEWS],
    ids=lambda record: record.__name__,
)
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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("posts.remove_reaction", "is offered, but is without effect"),
        ("posts.restore_post", "this post is not removed"),
    ],
)
def test_control_an_offer_too_many_is_caught(name: str, words: str, commkit_kit_factory: Make) -> None:
    """What the state of things forbids, and what would change nothing, though every permission is there."""
    kit = commkit_kit_factory(Everything())

    def too_many(session: Session, id: UUID) -> frozenset[str]:
        may = session.can(kit.registry.messages[name].permission)
        is_open = context_of(session).community.archived_at is None
        with_it = {name} if may and is_open else set()
        return VIEWS[Post](session, id) | with_it

    found = wrong_offers(kit, {Post: too_many}, [name, "posts.add_reaction"])
    assert any(words in sentence for sentence in found), found
    assert all("is offered, but" in sentence for sentence in found)
    assert not wrong_offers(kit, {Post: VIEWS[Post]}, [name, "posts.add_reaction"])


def test_control_what_is_withheld_too_long_is_caught(commkit_kit_factory: Make) -> None:
    """A reaction that was just given could be taken back."""
    kit = commkit_kit_factory(Everything())
    names = ["posts.add_reaction", "posts.remove_reaction"]
    outcomes = [OfferOutcome(names[1], "It", facts=True, offered=False)]
    assert wrong_outcomes(outcomes, {}) == ["It is not offered, but was carried out"]
    assert wrong_outcomes([evolve(outcomes[0], facts=False)], {}) == []
    assert not wrong_offers(kit, {Post: VIEWS[Post]}, names)
