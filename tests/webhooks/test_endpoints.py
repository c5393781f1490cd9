"""Endpoints: added, changed, silenced and removed by those who own the place; their secrets are told once."""

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.webhooks import (
    CreateEndpoint,
    DeleteEndpoint,
    EnableEndpoint,
    Endpoint,
    EndpointCreated,
    EndpointDisabled,
    EndpointEnabled,
    ListEndpoints,
    ReadEndpoint,
    RotateEndpointSecret,
    UpdateEndpoint,
)
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community

URL = "https://hooks.example/in"


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada",))


def test_the_secret_is_returned_once(kit: Kit) -> None:
    made = do(kit, OWNER, "town", CreateEndpoint(URL, facts=("posts.created",)))
    assert made.secret is not None
    assert made.secret.startswith("whsec_")
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).secret is None
    assert [one.secret for one in ask(kit, OWNER, "town", ListEndpoints())] == [None]
    renewed = do(kit, OWNER, "town", RotateEndpointSecret(made.id))
    assert renewed.secret not in (None, made.secret)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://hooks.example/in", "bad_url"),
        ("https://127.0.0.1/in", "private_address"),
        ("https://[::1]/in", "private_address"),
        ("https://169.254.169.254/latest/meta-data", "private_address"),
        ("https://user:pass@hooks.example/", "bad_url"),
    ],
)
def test_addresses_that_must_not_be_called_are_refused_at_once(kit: Kit, address: str, code: str) -> None:
    with assert_unchanged(kit), assert_invalid(url=code):
        do(kit, OWNER, "town", CreateEndpoint(address))


def test_all_faults_are_listed(kit: Kit) -> None:
    with assert_unchanged(kit), assert_invalid(**{"url": "bad_url", "facts[1]": "unknown_fact"}):
        do(kit, OWNER, "town", CreateEndpoint("nonsense", facts=("posts.created", "posts.eaten")))


def test_changed(kit: Kit) -> None:
    made = do(kit, OWNER, "town", CreateEndpoint(URL))
    after = do(kit, OWNER, "town", UpdateEndpoint(made.id, facts=("posts.edited",)))
    assert (after.url, after.facts) == (URL, ("posts.edited",))
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).facts == ("posts.edited",)
    with assert_unchanged(kit), assert_invalid(url="bad_url"):
        do(kit, OWNER, "town", UpdateEndpoint(made.id, url="http://x"))


def test_silenced_and_sent_to_again_says_so_once(kit: Kit) -> None:
    made = do(kit, OWNER, "town", CreateEndpoint(URL))
    off, on = EnableEndpoint(made.id, enabled=False), EnableEndpoint(made.id)
    assert [type(fact) for fact in emitted_facts(kit, OWNER, "town", off)] == [EndpointDisabled]
    assert emitted_facts(kit, OWNER, "town", off) == []
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).disabled_reason == "host"
    assert [type(fact) for fact in emitted_facts(kit, OWNER, "town", on)] == [EndpointEnabled]
    assert emitted_facts(kit, OWNER, "town", on) == []


def test_a_deleted_endpoint_is_not_found(kit: Kit) -> None:
    made = do(kit, OWNER, "town", CreateEndpoint(URL))
    do(kit, OWNER, "town", DeleteEndpoint(made.id))
    for message in (DeleteEndpoint(made.id), RotateEndpointSecret(made.id), EnableEndpoint(made.id)):
        with assert_refused(NotFound, "runtime.not_found"):
            do(kit, OWNER, "town", message)


def test_another_community_has_none_of_it(kit: Kit) -> None:
    made = do(kit, OWNER, "town", CreateEndpoint(URL))
    create_community(kit, "village")
    with assert_refused(NotFound, "runtime.not_found"):
        ask(kit, OWNER, "village", ReadEndpoint(made.id))
    assert ask(kit, OWNER, "village", ListEndpoints()) == ()


def test_members_have_none_of_it(kit: Kit) -> None:
    made = do(kit, OWNER, "town", CreateEndpoint(URL))
    for who in ("ada", None):
        with assert_refused(Denied, "runtime.not_permitted"):
            ask(kit, who, "town", ReadEndpoint(made.id))
        with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
            do(kit, who, "town", CreateEndpoint(URL))


def test_never_more_than_the_settings_allow(kit: Kit) -> None:
    change = UpdateSettings("webhooks", {"max_endpoints": 3})
    do(kit, OWNER, "town", change)
    results = run_concurrently(8, lambda number: do(kit, OWNER, "town", CreateEndpoint(f"{URL}/{number}")))
    assert sum(isinstance(result, Endpoint) for result in results) == 3
    assert {result.code for result in results if isinstance(result, Conflict)} == {
        "webhooks.too_many_endpoints"
    }
    assert len(ask(kit, SYSTEM, "town", ListEndpoints())) == 3


def test_facts_about_endpoints_hold_no_secret(kit: Kit) -> None:
    (fact,) = emitted_facts(kit, OWNER, "town", CreateEndpoint(URL))
    assert isinstance(fact, EndpointCreated)
    assert "whsec_" not in str(kit.dump(fact))


def test_two_changes_at_once_are_both_kept(kit: Kit) -> None:
    """Each writes only what it names, so that neither takes back what the other one did in between."""
    made = do(
        kit, OWNER, "town", CreateEndpoint("https://a.example/", facts=("posts.edited", "posts.edited"))
    )
    assert made.facts == ("posts.edited",), "each fact is named once"
    changes = (
        UpdateEndpoint(made.id, url="https://b.example/"),
        UpdateEndpoint(made.id, facts=("posts.removed",)),
    )
    for _ in range(5):
        run_concurrently(2, lambda number: do(kit, OWNER, "town", changes[number]))
        after = ask(kit, OWNER, "town", ReadEndpoint(made.id))
        assert (after.url, after.facts) == ("https://b.example/", ("posts.removed",))
        do(kit, OWNER, "town", UpdateEndpoint(made.id, url=made.url, facts=made.facts))
