"""Links of the share kit: where they lead, for whom, and what is counted of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, text

from commkit import CommkitError, Denied, Invalid, NotFound
from commkit.adapters.http import Request, Response, handle, make_contract
from commkit.communities import Site
from commkit.posts import RemovePost, RestorePost
from commkit_media import (
    BindPage,
    CountShares,
    CreateShareLink,
    EndShareLink,
    FollowShareLink,
    ListShareLinks,
    PageSettings,
    ShareSettings,
)
from commkit_media.share_links.policy import leads_home

READER = {
    "user-agent": "Mozilla/5.0 (X11; of Bob)",
    "cookie": "bob=4711",
    "referer": "https://bob.example/secret",
    "x-forwarded-for": "192.0.2.4",
}
DAY = date(2026, 3, 2)


def open_link(
    town: Any, token: str, *, method: str = "GET", actor: Any = None, agent: str | None = None
) -> Response:
    headers = READER | ({"user-agent": agent} if agent is not None else {})
    request = Request(method, f"/news/media/share/{token}", headers=headers)
    return handle(make_contract(town.kit), request, actor)


def n(town: Any) -> int:
    return town.ask("edi", CountShares(DAY, DAY + timedelta(days=30))).n


def test_a_link_leads_to_a_page_of_the_hosts_sites(town: Any) -> None:
    link = town.do("edi", CreateShareLink(channel="letter", page="http://NEWS.example/well/#top"))
    got = open_link(town, link.token)
    assert (got.status, got.header("Location")) == (302, "https://news.example/well")
    assert got.header("Cache-Control") == "no-store"
    assert got.header("Set-Cookie") is None
    assert town.ask("edi", ListShareLinks()).items == (link,)
    assert [each.n for each in town.ask("edi", CountShares(DAY, DAY)).links] == [1]


def test_links_to_other_sites_are_refused_and_never_followed(make_town: Any) -> None:
    town = make_town()
    for page in (
        "https://evil.example/",
        "https://news.example@evil.example/",
        "//evil.example/well",
        "javascript:alert(1)",
        "https://news.example.evil.example/",
        "well/4711",
    ):
        with pytest.raises(Invalid):
            town.do("edi", CreateShareLink(channel="letter", page=page))
    link = town.do("edi", CreateShareLink(channel="letter", page="https://a.blogs.example/x"))
    narrow = make_town(pages=PageSettings(hosts=("news.example",)))
    assert open_link(narrow, link.token).status == 404


def test_pages_of_a_site_that_is_not_the_hosts_are_not_led_to(make_town: Any) -> None:
    evil = Site(base_url="https://news.example/", link=lambda slug, record, of: f"//evil.example/{of}")
    town = make_town(site=evil)
    link = town.do("edi", CreateShareLink(channel="letter", post=town.published().id))
    assert open_link(town, link.token).status == 404
    assert n(town) == 0


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("https://news.example/x", True),
        ("https://NEWS.example/x", True),
        ("https://forum.example/x", True),
        ("https://forum.example:8443/x", False),
        ("http://forum.example/x", False),
        ("https://forum.example@evil.example/x", False),
        ("https://evil.example/x", False),
        ("https://forum.example\\@evil.example/x", False),
        ("//forum.example/x", False),
        ("/x", False),
        ("", False),
    ],
)
def test_what_leads_home(address: str, home: bool) -> None:
    assert leads_home(address, hosts=("news.example",), base_url="https://forum.example/") is home


def test_a_link_to_a_post_leads_to_its_page(town: Any) -> None:
    post = town.published()
    link = town.do("edi", CreateShareLink(channel="letter", post=post.id, text="Read it!"))
    assert open_link(town, link.token).header("Location") == f"https://news.example/c/news/Post/{post.id}"
    town.do("edi", BindPage(post.id, "https://news.example/well"))
    assert open_link(town, link.token).header("Location") == "https://news.example/well"


def test_what_is_gone_or_not_there_yet_is_one_and_the_same(town: Any) -> None:
    release = town.embargoed()
    post = town.published()
    links = {
        "embargoed": town.do("edi", CreateShareLink(channel="a", release=release.id)),
        "removed": town.do("edi", CreateShareLink(channel="b", post=post.id)),
        "ended": town.do("edi", CreateShareLink(channel="c", page="https://news.example/well")),
    }
    town.do("edi", RemovePost(post.id, reason="No."))
    assert town.do("edi", EndShareLink(links["ended"].id))
    assert not town.do("edi", EndShareLink(links["ended"].id))
    town.accredit("ada")
    town.agreed(release)
    tokens = [each.token for each in links.values()] + ["nothing", "", "a/b", "%00", "x" * 3_000]
    for actor in (None, "ada", "bob", "edi"):
        answers = {
            (got.status, got.headers, got.body)
            for got in (open_link(town, token, actor=actor) for token in tokens)
        }
        assert len(answers) == 1
        assert answers.pop()[0] == 404
    for token in tokens[:3]:
        with pytest.raises(NotFound):
            town.ask(None, FollowShareLink(token))
    assert n(town) == 0
    town.do("edi", RestorePost(post.id))
    assert open_link(town, links["removed"].token).status == 302
    town.pass_time(hours=3)
    assert open_link(town, links["embargoed"].token).status == 302
    assert n(town) == 2


def test_a_link_is_counted_by_day_and_programs_and_heads_are_not(town: Any) -> None:
    link = town.do("edi", CreateShareLink(channel="letter", page="https://news.example/well"))
    other = town.do("edi", CreateShareLink(channel="mastodon", page="https://news.example/well"))
    for _ in range(3):
        open_link(town, link.token)
    open_link(town, other.token, actor="bob")
    for agent in ("Googlebot/2.1", "Slackbot-LinkExpanding", "WhatsApp/2.0", "facebookexternalhit/1.1"):
        assert open_link(town, link.token, agent=agent).status == 302
    assert open_link(town, link.token, method="HEAD").status == 302
    town.clock.advance(timedelta(days=1))
    open_link(town, link.token)
    numbers = town.ask("edi", CountShares(DAY, DAY + timedelta(days=1)))
    assert numbers.n == 5
    assert [(each.channel, each.n) for each in numbers.links] == [("letter", 4), ("mastodon", 1)]
    assert [(each.day, each.n) for each in numbers.days] == [(DAY, 4), (DAY + timedelta(days=1), 1)]
    assert town.ask("edi", CountShares(DAY, DAY)).n == 4
    for since, until in ((DAY, DAY - timedelta(days=1)), (DAY, DAY + timedelta(days=400))):
        with pytest.raises(Invalid):
            town.ask("edi", CountShares(since, until))


def test_nothing_of_who_opens_a_link_is_stored(town: Any) -> None:
    """Of the whole database, nothing but one number of one row and the audit of the host is other than before."""
    link = town.do("edi", CreateShareLink(channel="letter", page="https://news.example/well"))
    open_link(town, link.token)

    def stored() -> dict[str, list[str]]:
        with town.kit.database.engine.connect() as connection:
            names = inspect(connection).get_table_names()
            return {
                name: sorted(map(str, connection.execute(text(f'SELECT * FROM "{name}"')).all()))
                for name in names
            }

    before = stored()
    open_link(town, link.token, actor="bob")
    after = stored()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"commkit_media_share_count", "commkit_audit"}
    assert len(after["commkit_media_share_count"]) == 1
    new = [row for row in after["commkit_audit"] if row not in before["commkit_audit"]]
    assert len(new) == 1
    for word in ("Mozilla", "bob", "192.0.2.4", town.member("bob").hex, str(town.member("bob"))):
        assert word not in str(new)
        assert word not in str(after["commkit_media_share_count"])


def test_openings_at_once_are_all_counted(town: Any) -> None:
    link = town.do("edi", CreateShareLink(channel="letter", page="https://news.example/well"))
    said = town.at_once(*[lambda: open_link(town, link.token).status] * 4)
    assert said == [302] * 4
    assert n(town) == 4


def test_the_list_of_programs_is_the_hosts(make_town: Any) -> None:
    town = make_town(share=ShareSettings(bots=("ofbob",)))
    link = town.do("edi", CreateShareLink(channel="letter", page="https://news.example/well"))
    open_link(town, link.token, agent="OfBob/1")
    open_link(town, link.token, agent="Googlebot/2.1")
    assert n(town) == 1
    for bots in (("",), ("Bot",)):
        with pytest.raises(CommkitError):
            ShareSettings(bots=bots)


def test_one_target_is_named_and_by_those_who_may(town: Any) -> None:
    post = town.published()
    for given in ({}, {"post": post.id, "page": "https://news.example/well"}):
        with pytest.raises(Invalid):
            town.do("edi", CreateShareLink(channel="letter", **given))
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", CreateShareLink(channel="letter", post=post.id))
