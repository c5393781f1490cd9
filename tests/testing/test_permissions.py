"""Every message of the core, sent by every role about every sort of thing, comes out as permissions.py says."""

from collections.abc import Callable
from uuid import UUID

import pytest
from attrs import evolve

from commkit import Kit, Role
from commkit.core import CORE_FEATURES
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.permission_matrix import find_deviations
from commkit.testing.permissions import ExpectedPermission, allowed, undeclared_messages
from tests.sample import FORUM
from tests.testing.bad_plugins import Pin, Pinned, Plugin, good, pin
from tests.testing.everything import Everything, collect_from_nouns

Make = Callable[..., Kit]
NOUNS = sorted({feature.name for feature in CORE_FEATURES if feature.handlers})


def names_of(kit: Kit, noun: str) -> list[str]:
    return [kit.registry.name_of(message) for message, _ in kit.registry.features[noun].handlers]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_message_is_permitted_to_whom_it_should_be(noun: str, commkit_kit_factory: Make) -> None:
    kit = commkit_kit_factory(Everything())
    expected, names = collect_from_nouns("EXPECTED_PERMISSIONS"), names_of(kit, noun)
    assert not undeclared_messages(names, expected), (
        f"write down in tests/{noun}/permissions.py who may send these"
    )
    fixtures = CORE_FIXTURES | collect_from_nouns("FIXTURES")
    found = find_deviations(
        kit,
        "everything",
        names,
        expected=expected,
        fixtures=fixtures,
        settings=collect_from_nouns("SETTINGS"),
    )
    assert not found, "\n".join(found)


# --- the matrix catches what it is there for -----------------------------------------------------------------------

TRUE = allowed(member="any", system="any")


def of_pins(kit: Kit, expected: ExpectedPermission) -> list[str]:
    """What is found of the message of a plugin that grants pinning to every member."""
    return find_deviations(
        kit, "demo", ["demo.pin"], expected={"demo.pin": expected}, fixtures=CORE_FIXTURES, settings={}
    )


def test_right_expectations_have_no_deviations(commkit_kit_factory: Make) -> None:
    assert of_pins(commkit_kit_factory(good()), allowed(member="any", steward="any+removed")) == []


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (
            allowed(steward="any+removed"),
            "by member about an object in an open community should be refused, but was carried out",
        ),
        (
            allowed(visitor="any", steward="any+removed"),
            "by visitor about an object in an open community should be carried out",
        ),
        (allowed(member="own", steward="any+removed"), "by member about an object in an open"),
        (allowed(member="others", steward="any+removed"), "by member about their own object in an open"),
        (allowed(member="any"), "by steward about an object that is removed in an open"),
        (allowed(member="any+removed"), "by member about an object that is removed in an open"),
        (
            allowed(member="any", steward="any+removed", archived=True),
            "by member about an object in an archived",
        ),
        (allowed(member="any", banned="any", steward="any+removed"), "by banned"),
        (allowed(system="no", member="any", steward="any+removed"), "by system"),
        (
            allowed(member="any", steward="any+removed", given={"post": UUID(int=5)}),
            "was never carried out, for lack of a value",
        ),
        (
            allowed(member="any", steward="any+removed", given={"post": "no id"}),
            "invalid: post: give an id",
        ),
    ],
)
def test_each_deviation_is_reported(
    expected: ExpectedPermission, words: str, commkit_kit_factory: Make
) -> None:
    assert words in "\n".join(of_pins(commkit_kit_factory(good()), expected))


def test_a_handler_that_checks_no_owner_is_caught(commkit_kit_factory: Make) -> None:
    """The grant says `own` and the handler forgets to see whose it is: the grants alone would not tell."""
    kit = commkit_kit_factory(Plugin.of(Pin, pin, facts=(Pinned,), grants={"member": {"demo.pin:own"}}))
    found = of_pins(kit, allowed(member="own", steward="own+removed", system="any+removed"))
    assert any("by member about an object in an open community should be refused" in line for line in found)


def test_a_message_without_expectation_is_reported() -> None:
    assert undeclared_messages(["demo.pin", "demo.peek"], {"demo.peek": TRUE}) == ["demo.pin"]


def test_unknown_scopes_are_refused() -> None:
    with pytest.raises(ValueError, match="not all"):
        allowed(member="all")


@pytest.mark.parametrize(
    ("role", "word"),
    [
        ("outsider", "no"),
        ("visitor", "any"),
        ("member", "own"),
        ("steward", "own"),
        ("owner", "any+removed"),
        ("silenced", "any"),
        ("suspended", "any"),
        ("left", "any"),
        ("banned", "no"),
        ("agent", "own"),
        ("boss", "any+removed"),
        ("system", "any+removed"),
    ],
)
def test_roles_build_on_each_other(role: str, word: str) -> None:
    made = evolve(FORUM, roles={"agent": Role(), "boss": Role(like="owner")})
    assert allowed(visitor="any", member="own", owner="any+removed").scope_for(role, made) == word


def test_the_host_may_send_nothing_that_nobody_may_send() -> None:
    assert allowed().scope_for("system", FORUM) == "no"
