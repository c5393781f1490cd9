"""The links of mails, over HTTP: a GET changes nothing, a POST does; also in communities that visitors do not see."""

from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select

from commkit import SYSTEM
from commkit.adapters.http import Request, handle, make_contract
from commkit.communities import UpdateCommunity, Visibility
from commkit_media import CreateNewsletter, ListNewsletters, NewsletterAudience
from commkit_media.tables import newsletter_subscription
from tests.newsletter_desk import PAGES, Desk, link_in
from tests.notifications.post_office import link_of

ZOE = "zoe@else.example"
ONE_CLICK = b"List-Unsubscribe=One-Click"


def send(desk: Desk, method: str, link: str, **more: Any) -> Any:
    parts = urlsplit(link)
    assert link.startswith(PAGES.api_url)
    path = parts.path.removeprefix(urlsplit(PAGES.api_url).path)
    request = Request(method, path, query=parts.query, base="/api", **more)
    return handle(make_contract(desk.town.kit), request, None)


def confirmed(desk: Desk) -> int:
    known = newsletter_subscription.c.confirmed_at.is_not(None)
    with desk.town.kit.database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(newsletter_subscription).where(known)) or 0


def test_a_post_confirms_and_a_get_does_not(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.ask(newsletter, ZOE)
    link = link_in(desk.office.mails[-1], "confirm")
    for method in ("GET", "HEAD"):
        got = send(desk, method, link)
        assert got.status == 200
        assert got.header("Cache-Control") == "no-store"
        assert confirmed(desk) == 0
    assert b'<form method="post">' in send(desk, "GET", link).body
    assert send(desk, "POST", link).status == 200
    assert confirmed(desk) == 1
    assert send(desk, "POST", link).status == 404


def test_one_click_unsubscribes_and_a_get_does_not(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, ZOE)
    desk.subscribed(newsletter, "ada")
    desk.published()
    desk.sent(newsletter)
    form = {"headers": {"content-type": "application/x-www-form-urlencoded"}, "body": ONE_CLICK}
    for address in (ZOE, "ada@example.org"):
        link = link_of(desk.mail_to(address))
        before = confirmed(desk)
        assert send(desk, "GET", link).status == 200
        assert confirmed(desk) == before
        for _ in range(2):
            assert send(desk, "POST", link, **form).status == 200
            assert confirmed(desk) == before - 1


def test_what_is_no_link_ends_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, ZOE)
    page = PAGES.page(community_of(desk).id, "unsubscribe", "0" * 128)
    assert send(desk, "POST", page).status == 400
    assert send(desk, "POST", page.partition("?")[0]).status == 400
    assert send(desk, "POST", page.replace("unsubscribe", "other")).status == 404
    assert send(desk, "PUT", page).status == 405
    assert confirmed(desk) == 1


def community_of(desk: Desk) -> Any:
    with desk.town.kit.session(SYSTEM, "news", read_only=True) as session:
        return session.community


def test_links_work_where_visitors_see_no_community(desk: Desk) -> None:
    desk.town.do("owner", UpdateCommunity(visibility=Visibility.SECRET, version=community_of(desk).version))
    newsletter = desk.town.do("edi", CreateNewsletter("Inside", NewsletterAudience.MEMBERS))
    desk.subscribed(newsletter, "ada")
    desk.published()
    desk.sent(newsletter)
    (mail,) = desk.office.mails
    assert send(desk, "POST", link_of(mail)).status == 200
    assert [offer.subscribed for offer in desk.town.ask("ada", ListNewsletters())] == [False]


def test_the_button_of_a_page_works_and_a_foreign_page_has_none(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.ask(desk.newsletter(), ZOE)
    link = link_in(desk.office.mails[-1], "confirm")
    for site, status in (("cross-site", 403), ("same-origin", 200)):
        headers = {"sec-fetch-site": site, "cookie": "session=1"}
        assert send(desk, "POST", link, headers=headers).status == status
        assert confirmed(desk) == (status == 200)
    assert send(desk, "GET", link).header("Referrer-Policy") == "same-origin"
