"""Every message of the core, sent by every role about every sort of thing, comes out as permissions.py says."""

from collections.abc import Callable
from uuid import UUID

import pytest
from attrs import evolve

from commkit import Kit, Role
from commkit.kit import CORE
from commkit.testing.matrix import surprises
from commkit.testing.permissions import Expected, by, missing
from commkit.testing.things import CORE_THINGS
from tests.sample import FORUM
from tests.testing.bad_plugins import Pin, Pinned, Plugin, good, pin
from tests.testing.everything import Everything, collected

Make = Callable[..., Kit]
NOUNS = sorted({feature.name for feature in CORE if feature.handlers})


def names_of(kit: Kit, noun: str) -> list[str]:
    return [kit.registry.name_of(message) for message, _ in kit.registry.features[noun].handlers]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_message_is_permitted_to_whom_it_should_be(noun: str, commkit_kit: Make) -> None:
    kit = commkit_kit(Everything())
    expected, names = collected("EXPECTED"), names_of(kit, noun)
    assert not missing(names, expected), f"write down in tests/{noun}/permissions.py who may send these"
    things = CORE_THINGS | collected("THINGS")
    found = surprises(
        kit, "everything", names, expected=expected, things=things, settings=collected("SETTINGS")
    )
    assert not found, "\n".join(found)


# --- the matrix catches what it is there for -----------------------------------------------------------------------

TRUE = by(member="any", system="any")


def of_pins(kit: Kit, expected: Expected) -> list[str]:
    """What is found of the message of a plugin that grants pinning to every member."""
    return surprises(
        kit, "demo", ["demo.pin"], expected={"demo.pin": expected}, things=CORE_THINGS, settings={}
    )


def test_what_is_written_as_it_is_surprises_nobody(commkit_kit: Make) -> None:
    assert of_pins(commkit_kit(good()), by(member="any", steward="any+gone")) == []


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (
            by(steward="any+gone"),
            "by member about a thing in an open community should be refused, but was carried out",
        ),
        (
            by(visitor="any", steward="any+gone"),
            "by visitor about a thing in an open community should be carried out",
        ),
        (by(member="own", steward="any+gone"), "by member about a thing in an open"),
        (by(member="others", steward="any+gone"), "by member about their own thing in an open"),
        (by(member="any"), "by steward about a thing that is gone in an open"),
        (by(member="any+gone"), "by member about a thing that is gone in an open"),
        (by(member="any", steward="any+gone", archived=True), "by member about a thing in an archived"),
        (by(member="any", banned="any", steward="any+gone"), "by banned"),
        (by(system="no", member="any", steward="any+gone"), "by system"),
        (
            by(member="any", steward="any+gone", given={"post": UUID(int=5)}),
            "was never carried out to its end",
        ),
        (
            by(member="any", steward="any+gone", given={"post": "no id"}),
            "not even understood: post: give an id",
        ),
    ],
)
def test_what_differs_from_what_is_written_is_told(expected: Expected, told: str, commkit_kit: Make) -> None:
    assert told in "\n".join(of_pins(commkit_kit(good()), expected))


def test_a_handler_that_asks_nobody_is_caught(commkit_kit: Make) -> None:
    """The grant says `own` and the handler forgets to see whose it is: the grants alone would not tell."""
    kit = commkit_kit(Plugin.of(Pin, pin, facts=(Pinned,), grants={"member": {"demo.pin:own"}}))
    found = of_pins(kit, by(member="own", steward="own+gone", system="any+gone"))
    assert any("by member about a thing in an open community should be refused" in line for line in found)


def test_a_message_of_which_nothing_is_written_is_missing() -> None:
    assert missing(["demo.pin", "demo.peek"], {"demo.peek": TRUE}) == ["demo.pin"]


def test_words_are_checked() -> None:
    with pytest.raises(ValueError, match="not all"):
        by(member="all")


@pytest.mark.parametrize(
    ("role", "word"),
    [
        ("outsider", "no"),
        ("visitor", "any"),
        ("member", "own"),
        ("steward", "own"),
        ("owner", "any+gone"),
        ("silenced", "any"),
        ("suspended", "any"),
        ("left", "any"),
        ("banned", "no"),
        ("agent", "own"),
        ("boss", "any+gone"),
        ("system", "any+gone"),
    ],
)
def test_roles_take_after_each_other(role: str, word: str) -> None:
    made = evolve(FORUM, roles={"agent": Role(), "boss": Role(like="owner")})
    assert by(visitor="any", member="own", owner="any+gone").word(role, made) == word


def test_the_host_has_nothing_where_nobody_has() -> None:
    assert by().word("system", FORUM) == "no"
