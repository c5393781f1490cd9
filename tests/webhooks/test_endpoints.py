"""Endpoints: added, changed, silenced and removed by those who own the place; their secrets are told once."""

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.communities import ChangeSettings
from commkit.webhooks import (
    AddEndpoint,
    ChangeEndpoint,
    EnableEndpoint,
    Endpoint,
    EndpointAdded,
    EndpointDisabled,
    EndpointEnabled,
    ListEndpoints,
    ReadEndpoint,
    RemoveEndpoint,
    RenewSecret,
)
from tests.acting import ask, at_once, do, faulty, no_trace, refused, told
from tests.sample import OWNER, found

URL = "https://hooks.example/in"


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    found(kit, members=("ada",))


def test_the_secret_is_told_once(kit: Kit) -> None:
    made = do(kit, OWNER, "town", AddEndpoint(URL, facts=("posts.published",)))
    assert made.secret is not None
    assert made.secret.startswith("whsec_")
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).secret is None
    assert [one.secret for one in ask(kit, OWNER, "town", ListEndpoints())] == [None]
    renewed = do(kit, OWNER, "town", RenewSecret(made.id))
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
    with no_trace(kit), faulty(url=code):
        do(kit, OWNER, "town", AddEndpoint(address))


def test_all_faults_are_told(kit: Kit) -> None:
    with no_trace(kit), faulty(**{"url": "bad_url", "facts[1]": "unknown_fact"}):
        do(kit, OWNER, "town", AddEndpoint("nonsense", facts=("posts.published", "posts.eaten")))


def test_changed(kit: Kit) -> None:
    made = do(kit, OWNER, "town", AddEndpoint(URL))
    after = do(kit, OWNER, "town", ChangeEndpoint(made.id, facts=("posts.edited",)))
    assert (after.url, after.facts) == (URL, ("posts.edited",))
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).facts == ("posts.edited",)
    with no_trace(kit), faulty(url="bad_url"):
        do(kit, OWNER, "town", ChangeEndpoint(made.id, url="http://x"))


def test_silenced_and_sent_to_again_says_so_once(kit: Kit) -> None:
    made = do(kit, OWNER, "town", AddEndpoint(URL))
    off, on = EnableEndpoint(made.id, on=False), EnableEndpoint(made.id)
    assert [type(fact) for fact in told(kit, OWNER, "town", off)] == [EndpointDisabled]
    assert told(kit, OWNER, "town", off) == []
    assert ask(kit, OWNER, "town", ReadEndpoint(made.id)).disabled_because == "host"
    assert [type(fact) for fact in told(kit, OWNER, "town", on)] == [EndpointEnabled]
    assert told(kit, OWNER, "town", on) == []


def test_removed_is_gone(kit: Kit) -> None:
    made = do(kit, OWNER, "town", AddEndpoint(URL))
    do(kit, OWNER, "town", RemoveEndpoint(made.id))
    for message in (RemoveEndpoint(made.id), RenewSecret(made.id), EnableEndpoint(made.id)):
        with refused(NotFound, "runtime.not_found"):
            do(kit, OWNER, "town", message)


def test_another_community_has_none_of_it(kit: Kit) -> None:
    made = do(kit, OWNER, "town", AddEndpoint(URL))
    found(kit, "village")
    with refused(NotFound, "runtime.not_found"):
        ask(kit, OWNER, "village", ReadEndpoint(made.id))
    assert ask(kit, OWNER, "village", ListEndpoints()) == ()


def test_members_have_none_of_it(kit: Kit) -> None:
    made = do(kit, OWNER, "town", AddEndpoint(URL))
    for who in ("ada", None):
        with refused(Denied, "runtime.not_permitted"):
            ask(kit, who, "town", ReadEndpoint(made.id))
        with no_trace(kit), refused(Denied, "runtime.not_permitted"):
            do(kit, who, "town", AddEndpoint(URL))


def test_never_more_than_the_settings_allow(kit: Kit) -> None:
    change = ChangeSettings("webhooks", {"max_endpoints": 3})
    do(kit, OWNER, "town", change)
    results = at_once(8, lambda number: do(kit, OWNER, "town", AddEndpoint(f"{URL}/{number}")))
    assert sum(isinstance(result, Endpoint) for result in results) == 3
    assert {result.code for result in results if isinstance(result, Conflict)} == {"webhooks.too_many"}
    assert len(ask(kit, SYSTEM, "town", ListEndpoints())) == 3


def test_tells_of_itself(kit: Kit) -> None:
    (fact,) = told(kit, OWNER, "town", AddEndpoint(URL))
    assert isinstance(fact, EndpointAdded)
    assert "whsec_" not in str(kit.dump(fact))


def test_two_changes_at_once_are_both_kept(kit: Kit) -> None:
    """Each writes only what it names, so that neither takes back what the other one did in between."""
    made = do(kit, OWNER, "town", AddEndpoint("https://a.example/", facts=("posts.edited", "posts.edited")))
    assert made.facts == ("posts.edited",), "each fact is named once"
    changes = (
        ChangeEndpoint(made.id, url="https://b.example/"),
        ChangeEndpoint(made.id, facts=("posts.removed",)),
    )
    for _ in range(5):
        at_once(2, lambda number: do(kit, OWNER, "town", changes[number]))
        after = ask(kit, OWNER, "town", ReadEndpoint(made.id))
        assert (after.url, after.facts) == ("https://b.example/", ("posts.removed",))
        do(kit, OWNER, "town", ChangeEndpoint(made.id, url=made.url, facts=made.facts))
