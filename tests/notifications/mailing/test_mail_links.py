"""Every link in a mail leads somewhere: to the site, elsewhere, or it is no link."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from attrs import evolve

from commkit import Kit
from commkit.notifications import DigestFrequency, MailSite, SetDigestPreference
from commkit.testing.clock import ManualClock
from tests.helpers import assert_invalid, do
from tests.notifications.post_office import SITE, Host, PostOffice, link_of, ports
from tests.notifications.setup import Bells, question, ring
from tests.sample import create_community, new_kit

LOUD = "bells.mailed"
BASE = "https://town.example.org/"
BODY = (
    "See [rules](/rules), [more](../more), [here](#part), [next](?page=2), [their](//other.example/x)\n"
    "![logo](/l.png)"
)


@contextmanager
def kit_with(url: str, clock: ManualClock, office: PostOffice, site: MailSite) -> Iterator[Kit]:
    given: dict[type, Any] = ports(office) | {MailSite: site}
    with closing(new_kit(url, Bells(), clock=clock, identity=Host(), ports=given)) as kit:
        create_community(kit, type="tower", members=("ada",))
        kit.worker().drain()
        yield kit


def parts_of(office: PostOffice) -> tuple[str, str]:
    plain, html = (office.mails[-1].get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


def mailed(kit: Kit, office: PostOffice, body: str = BODY) -> tuple[str, str]:
    ring(kit, "ada", about=question(kit, body=body), kind=LOUD)
    kit.worker().drain()
    return parts_of(office)


def addresses_in(html: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="([^"]*)"', html))


def test_relative_links_get_the_base_of_the_site(
    sqlite_url: str, clock: ManualClock, office: PostOffice
) -> None:
    with kit_with(sqlite_url, clock, office, evolve(SITE, base_url=BASE)) as kit:
        plain, html = mailed(kit, office)
    found = addresses_in(html)
    wanted = {f"{BASE}rules", f"{BASE}more", f"{BASE}?page=2", "https://other.example/x", f"{BASE}l.png"}
    assert wanted <= found
    (part,) = (address for address in found if address.endswith("#part"))
    assert part.startswith(f"{BASE}town/post/")
    assert all(address.startswith("https://") for address in found)
    assert all(f"({address})" in plain for address in wanted if not address.endswith(".png"))
    assert "](" not in plain


def test_without_a_base_no_link_is_dead(sqlite_url: str, clock: ManualClock, office: PostOffice) -> None:
    with kit_with(sqlite_url, clock, office, SITE) as kit:
        plain, html = mailed(kit, office)
    assert all(address.startswith("https://") for address in addresses_in(html))
    assert "rules" in html
    assert "/rules" not in plain + html
    assert "<img" not in html


def test_a_link_of_the_host_may_be_relative_to_its_site(
    sqlite_url: str, clock: ManualClock, office: PostOffice
) -> None:
    site = MailSite(
        secret="x",
        base_url="https://town.example.org/app",
        unsubscribe_url="/unsubscribe",
        link=lambda slug, record, key: f"/{slug}/{key}",
    )
    with kit_with(sqlite_url, clock, office, site) as kit:
        plain, html = mailed(kit, office, "I wonder.")
    assert "https://town.example.org/town/" in plain
    assert link_of(office.mails[-1]).startswith("https://town.example.org/unsubscribe?token=")
    assert all(address.startswith("https://town.example.org/") for address in addresses_in(html))


def test_a_relative_link_of_a_host_without_a_base_is_left_out(
    sqlite_url: str, clock: ManualClock, office: PostOffice
) -> None:
    site = evolve(SITE, link=lambda slug, record, key: f"/{slug}/{key}")
    with kit_with(sqlite_url, clock, office, site) as kit:
        plain, html = mailed(kit, office, "I wonder.")
    assert "/town/" not in plain
    assert addresses_in(html) == {link_of(office.mails[-1])}


def test_links_of_a_digest_get_the_base(sqlite_url: str, clock: ManualClock, office: PostOffice) -> None:
    site = evolve(SITE, base_url=BASE, link=lambda slug, record, key: f"/{slug}/{key}")
    with kit_with(sqlite_url, clock, office, site) as kit:
        do(kit, "ada", "town", SetDigestPreference(frequency=DigestFrequency.DAILY, hour=8))
        post = question(kit)
        ring(kit, "ada", about=post)
        clock.advance(timedelta(days=1))
        kit.worker().drain()
        plain, html = parts_of(office)
    assert f"- Why?: {BASE}town/{post.id}" in plain
    assert f"{BASE}town/{post.id}" in html


@pytest.mark.parametrize(
    ("base_url", "link", "found"),
    [
        ("", "https://x.example/a", "https://x.example/a"), ("", "/a", ""), ("", "", ""),
        (BASE, "/a", f"{BASE}a"), (BASE, "a", f"{BASE}a"), (BASE, "", ""), (BASE, "//y.example/a", "https://y.example/a"),
        (BASE, "app://a", "app://a"),
    ],
)  # fmt: skip
def test_links_of_the_host_are_absolute_or_none(base_url: str, link: str, found: str) -> None:
    site = evolve(SITE, base_url=base_url, link=lambda *_: link, invitation_link=lambda *_: link)
    assert site.object_link("town", "Post", uuid4()) == site.join_link("town", "token") == found


@pytest.mark.parametrize(
    ("field", "url", "code"),
    [
        ("base_url", "/app", "no_url"), ("base_url", "town.example.org", "no_url"),
        ("base_url", "ftp://x.example", "no_url"),
        ("base_url", "https://", "no_url"), ("base_url", "https://x.example/?a", "no_query"),
        ("base_url", "https://x.example/#a", "no_query"), ("base_url", "https://x.example/a b", "no_url"),
        ("base_url", "https://x.example\r\nBcc: y", "no_url"), ("base_url", "https://[x", "no_url"),
        ("base_url", "https://x.example:y", "no_url"), ("base_url", "javascript:alert(1)", "no_url"),
        ("unsubscribe_url", "/unsubscribe", "no_url"), ("unsubscribe_url", "", "no_url"),
        ("unsubscribe_url", "https://x.example/?a=b", "no_query"),
        ("unsubscribe_url", "https://x.example/" + "x" * 500, "too_long"),
    ],
)  # fmt: skip
def test_a_site_needs_absolute_urls(field: str, url: str, code: str) -> None:
    with assert_invalid(**{field: code}):
        evolve(SITE, **{field: url})
