"""Who may not see an object gets the same answers whether it is there, linked, changed or deleted; whatever happens."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import CommkitError
from commkit.notifications import ListInbox
from commkit_internal import BusinessObjectSettings, ObjectCard, ObjectReference
from commkit_internal.business_objects.policy import is_linkable, shown_cards
from tests.business_system import event, signed

READERS = ("bob", "stew", "pat", "lex", "own", None)
SETTINGS = BusinessObjectSettings(hosts=("crm.example", "crm.example:8443"))


def seen(bridge: Any, thread: Any, key: str) -> list[Any]:
    """All that readers are told who may not see the object; its key, which they gave, is left out."""
    found: list[Any] = []
    for reader in READERS:
        for ask in (
            lambda reader=reader: bridge.links(reader, thread),
            lambda reader=reader: bridge.threads(reader, key),
            lambda reader=reader: bridge.cards(reader, key),
            lambda reader=reader: len(bridge.ask(reader, ListInbox()).items),
        ):
            try:
                found.append(ask())
            except CommkitError as error:
                found.append(error.code)
    return found


STEPS: dict[str, Callable[[Any, Any, str], Any]] = {
    "link": lambda bridge, thread, key: bridge.link(thread, key),
    "link a reply": lambda bridge, thread, key: bridge.link(bridge.reply(thread, "ada"), key),
    "unlink": lambda bridge, thread, key: bridge.unlink(thread, key),
    "change": lambda bridge, thread, key: bridge.send(signed(event(key, news=True))),
    "delete": lambda bridge, thread, key: bridge.send(signed(event(key, "deleted"))),
    "fail": lambda bridge, thread, key: setattr(bridge.business, "fault", lambda *_: (503, {}, b"")),
    "recover": lambda bridge, thread, key: setattr(bridge.business, "fault", None),
    "show": lambda bridge, thread, key: bridge.links("ada", thread),
}


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=5))
def test_an_object_that_one_may_not_see_tells_nothing(bridge: Any, steps: list[str]) -> None:
    number = len(bridge.business.objects)
    secret, absent = f"D-{number}", f"X-{number}"
    bridge.business.fault = None
    bridge.business.add(secret, "ada")
    thread, bare = bridge.town.topic(), bridge.town.topic()
    for step in steps:
        STEPS[step](bridge, thread, secret)
        assert seen(bridge, thread, secret) == seen(bridge, bare, absent)


def test_who_may_see_it_is_shown_a_difference(bridge: Any) -> None:
    bridge.business.add("D-1", "ada", "bob")
    thread, bare = bridge.town.topic(), bridge.town.topic()
    bridge.link(thread, "D-1")
    assert seen(bridge, thread, "D-1") != seen(bridge, bare, "X-1")


@given(
    url=st.text(max_size=60)
    | st.from_regex(r"(https?|javascript|data)://(crm\.example|evil)[/@:?#].*", fullmatch=True)
)
def test_no_card_links_to_another_host_or_to_code(url: str) -> None:
    if is_linkable(SETTINGS, url):
        scheme, _, rest = url.partition("://")
        assert scheme.lower() in ("http", "https")
        host = rest.replace("?", "/").replace("#", "/").partition("/")[0]
        assert host.lower() in SETTINGS.hosts


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://crm.example/deal/7?a=b#c", True),
        ("http://crm.example:8443/", True),
        ("https://crm.example:8444/", False),
        ("https://evil.example/", False),
        ("https://crm.example.evil.example/", False),
        ("https://ada@crm.example/", False),
        ("https://crm.example@evil.example/", False),
        ("//crm.example/", False),
        ("javascript://crm.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("https://crm.example/\"onload='x'", False),
        ("https://crm.example/" + "a" * 2_000, False),
        ("https://[crm.example/", False),
        ("https://crm.example:99999/", False),
        ("", False),
    ],
)
def test_a_card_links_to_hosts_of_the_settings_only(url: str, good: bool) -> None:
    assert is_linkable(SETTINGS, url) is good


@given(title=st.text(max_size=400), state=st.text(max_size=100))
def test_texts_of_cards_are_bounded_lines(title: str, state: str) -> None:

    asked = ObjectReference("deal", "D-1")
    given_card = ObjectCard(kind="deal", key="D-1", title=title, state=state)
    other = ObjectCard(kind="deal", key="D-2", title="Not asked for")
    cards = shown_cards(SETTINGS, (given_card, other), (asked,), datetime(2026, 3, 2, tzinfo=UTC))
    (card,) = cards.values()
    assert 1 <= len(card.title) <= 300
    assert len(card.state) <= 60
    assert all(sign.isprintable() for sign in card.title + card.state)
