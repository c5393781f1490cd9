"""Issues are mailed by SMTP: what a mail says, to whom it goes, once, and what becomes of it."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM
from commkit.communities import ArchiveCommunity
from commkit.members import AddGroupMember, CreateGroup, JoinCommunity, LeaveCommunity
from commkit.posts import RemovePost
from commkit_articles import RetireArticle, article
from commkit_media import (
    ChangeNewsletter,
    DraftIssue,
    EditIssue,
    EndSubscription,
    ImportSubscribers,
    ListIssues,
    ListNewsletters,
    NewsletterAudience,
    ReadIssueNumbers,
    SendIssue,
    UnsubscribeFromNewsletter,
)
from tests.newsletter_desk import PAGES, Desk, end_token, html, link_in, plain
from tests.notifications.post_office import Host, PostOffice, ports

MEMBERS = NewsletterAudience.MEMBERS


def counts(desk: Desk, issue: Any) -> dict[str, int]:
    """The numbers of an issue that are not 0."""
    numbers = desk.town.ask("edi", ReadIssueNumbers(issue.id))
    names = ("n", "sent", "bounced", "failed", "skipped", "unknown", "waiting", "unsubscribed")
    return {name: getattr(numbers, name) for name in names if getattr(numbers, name)}


def test_members_and_addresses_get_an_issue(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    desk.subscribed(newsletter, "ada", "bob")
    desk.published()
    issue = desk.sent(newsletter)
    assert sorted(desk.office.receivers) == ["ada@example.org", "bob@example.org", "zoe@else.example"]
    assert counts(desk, issue) == {"n": 3, "sent": 3}


@pytest.mark.parametrize(
    "picture",
    [
        "![a > b](https://else.example/p.png)",
        '![a > b](https://else.example/p.png "by > me")',
        "![a > b][1]\n\n[1]: https://else.example/p.png",
        "[![a > b](https://else.example/p.png)](https://a.example/x)",
    ],
)
def test_no_picture_in_a_mail_tells_who_opened_it(sqlite_desk: Desk, picture: str) -> None:
    desk = sqlite_desk
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    preview = desk.town.do("edi", DraftIssue(newsletter.id))
    desk.town.do("edi", EditIssue(preview.issue.id, introduction=picture))
    desk.town.do("edi", SendIssue(preview.issue.id))
    desk.work()
    (mail,) = desk.office.mails
    assert "<img" not in html(mail)
    assert "else.example/p.png" not in html(mail)
    assert "a &gt; b" in html(mail) or "a > b" in html(mail)


def test_what_is_archived_sends_no_further_mails(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    desk.published()
    issue = desk.sent(newsletter, drain=False)
    desk.town.do("owner", ArchiveCommunity("The well is closed."))
    desk.work()
    assert desk.office.receivers == []
    assert counts(desk, issue) == {"n": 1, "skipped": 1}


def test_what_a_mail_says(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    newsletter = desk.newsletter(title="The <week> & more")
    desk.confirmed(newsletter, "zoe@else.example")
    article = desk.published(title="Why & <how>")
    preview = desk.town.do("edi", DraftIssue(newsletter.id))
    text = "Dear *readers* <script>alert(1)</script>, see [it](https://a.example/x)."
    desk.town.do("edi", EditIssue(preview.issue.id, introduction=text))
    desk.town.do("edi", SendIssue(preview.issue.id))
    desk.work()
    (mail,) = desk.office.mails
    assert mail["Subject"] == "The <week> & more"
    assert (mail["To"], mail["List-Unsubscribe-Post"]) == ("zoe@else.example", "List-Unsubscribe=One-Click")
    assert mail["List-Id"] == f"<{newsletter.id.hex}.newsletters.communities.example.org>"
    assert str(mail["List-Unsubscribe"]).startswith("<https://news.example/api/")
    link = f"https://town.example.org/news/post/{article.id}"
    assert link in plain(mail)
    assert "Why & <how>" in plain(mail)
    assert "It opened this morning." in plain(mail)
    assert f'<a href="{link}">Why &amp; &lt;how&gt;</a>' in html(mail)
    assert "<em>readers</em>" in html(mail)
    assert "<script>" not in html(mail)
    assert "<img" not in html(mail)
    assert link_in(mail, "unsubscribe") in html(mail)


def test_each_reads_only_what_they_may(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    desk.subscribed(newsletter, "ada", "bob")
    group = desk.town.do(SYSTEM, CreateGroup("insiders", "Insiders"))
    desk.town.do(SYSTEM, AddGroupMember(group.id, desk.town.member("ada")))
    desk.town.do(SYSTEM, AddGroupMember(group.id, desk.town.member("edi")))
    desk.published(title="For all")
    desk.published(title="For insiders", audience=group.id)
    desk.sent(newsletter)
    said = {str(mail["To"]).split("@")[0].split("<")[-1]: plain(mail) for mail in desk.office.mails}
    assert {name for name, text in said.items() if "For insiders" in text} == {"ada"}
    assert all("For all" in text for text in said.values())


def test_what_is_gone_when_it_is_sent_is_not_in_it(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.subscribed(newsletter, "ada")
    kept, removed, retired = (desk.published(title=title) for title in ("Kept", "Removed", "Retired"))
    desk.sent(newsletter, drain=False)
    desk.town.do("edi", RemovePost(removed.id, reason="wrong"))
    desk.town.do("edi", RetireArticle(article_of(desk, retired), reason="It was wrong."))
    desk.work()
    (mail,) = desk.office.mails
    assert f"{kept.id}" in plain(mail)
    assert "Removed" not in plain(mail)
    assert "Retired" not in plain(mail)


def article_of(desk: Desk, post: Any) -> Any:
    with desk.town.kit.database.engine.connect() as connection:
        return connection.scalar(select(article.c.id).where(article.c.post == post.id))


def test_who_left_meanwhile_gets_nothing(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    desk.subscribed(newsletter, "ada", "bob", "cid")
    desk.published()
    first = desk.sent(newsletter)
    token = end_token(desk.mail_to("zoe@else.example"))
    desk.forget_mails()
    desk.published(title="Another one")
    second = desk.sent(newsletter, drain=False)
    desk.town.do(None, EndSubscription(token))
    desk.town.do("bob", UnsubscribeFromNewsletter(newsletter.id))
    desk.town.do("cid", LeaveCommunity())
    desk.work()
    assert desk.office.receivers == ["ada@example.org"]
    assert counts(desk, first) == {"n": 4, "sent": 4, "unsubscribed": 1}
    told = counts(desk, second)
    assert (told["sent"], told.get("bounced")) == (1, None)


def test_who_comes_back_gets_nothing_until_they_subscribe_again(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.subscribed(newsletter, "ada", "bob")
    desk.town.do("bob", LeaveCommunity())
    desk.town.do("bob", JoinCommunity())
    desk.published()
    desk.sent(newsletter)
    assert desk.office.receivers == ["ada@example.org"]
    desk.forget_mails()
    desk.subscribed(newsletter, "bob")
    desk.published(title="Another one")
    desk.sent(newsletter)
    assert sorted(desk.office.receivers) == ["ada@example.org", "bob@example.org"]


def test_an_address_that_is_gone_ends_the_subscription(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example", "yan@else.example")
    desk.subscribed(newsletter, "ada")
    desk.office.answers["zoe@else.example"] = ["550 5.1.1 no such user"]
    desk.office.answers["yan@else.example"] = ["554 5.7.1 we take no news"]
    desk.published()
    issue = desk.sent(newsletter)
    assert counts(desk, issue) == {"n": 3, "sent": 1, "bounced": 1, "failed": 1}
    desk.forget_mails()
    desk.published(title="Another one")
    assert counts(desk, desk.sent(newsletter)) == {"n": 2, "sent": 2}
    assert sorted(desk.office.receivers) == ["ada@example.org", "yan@else.example"]


def test_a_delayed_mail_is_tried_again_and_the_others_not(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example", "yan@else.example")
    desk.office.answers["zoe@else.example"] = ["451 later"]
    desk.published()
    issue = desk.sent(newsletter)
    assert counts(desk, issue) == {"n": 2, "sent": 1, "waiting": 1}
    desk.town.pass_time(minutes=2)
    assert counts(desk, issue) == {"n": 2, "sent": 2}
    assert sorted(desk.office.receivers) == ["yan@else.example", "zoe@else.example"]


def test_it_is_given_up_in_the_end(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    desk.office.answers["zoe@else.example"] = ["451 later"] * 20
    desk.published()
    issue = desk.sent(newsletter)
    for _ in range(9):
        desk.town.pass_time(days=2)
    assert counts(desk, issue) == {"n": 1, "failed": 1}


def test_a_newsletter_for_members_goes_to_no_address(desk: Desk) -> None:
    """Also to none that was confirmed while it was for everybody."""
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example")
    desk.subscribed(newsletter, "ada")
    desk.town.do("edi", ChangeNewsletter(newsletter.id, newsletter.title, MEMBERS))
    desk.published()
    issue = desk.sent(newsletter)
    assert desk.office.receivers == ["ada@example.org"]
    assert counts(desk, issue) == {"n": 2, "sent": 1, "skipped": 1}
    assert desk.town.ask(None, ListNewsletters()) == ()


@pytest.mark.parametrize("first", ["member", "address"])
def test_who_subscribed_by_the_same_address_too_gets_one_mail(desk: Desk, first: str) -> None:
    """Whichever is older; an address that is no member's, and a member who has none here, are as before."""
    newsletter = desk.newsletter()
    if first == "member":
        desk.subscribed(newsletter, "ada", "bob")
    desk.town.do(SYSTEM, ImportSubscribers(newsletter.id, ("Ada@example.org", "zoe@else.example")))
    if first == "address":
        desk.subscribed(newsletter, "ada", "bob")
    desk.published()
    issue = desk.sent(newsletter)
    got = sorted(each.lower() for each in desk.office.receivers)
    assert got == ["ada@example.org", "bob@example.org", "zoe@else.example"]
    assert counts(desk, issue) == {"n": 4, "sent": 3, "skipped": 1}


def test_a_member_who_may_read_nothing_of_it_gets_it_as_an_address(sqlite_desk: Desk) -> None:
    """What does not go out takes nobody's place."""
    desk = sqlite_desk
    newsletter = desk.newsletter()
    desk.subscribed(newsletter, "bob")
    desk.town.do(SYSTEM, ImportSubscribers(newsletter.id, ("bob@example.org",)))
    desk.town.do("bob", LeaveCommunity())
    desk.published()
    assert counts(desk, desk.sent(newsletter))["sent"] == 1
    assert desk.office.receivers == ["bob@example.org"]


def test_statements_of_a_batch_are_constant_but_for_two_of_each_mail(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    seen = {}
    for number in (3, 30, 60):
        newsletter = desk.newsletter(title=f"To {number}")
        addresses = tuple(f"r{each}@n{number}.example" for each in range(number))
        desk.town.do(SYSTEM, ImportSubscribers(newsletter.id, addresses))
        desk.published(title=f"Article {number}")
        desk.sent(newsletter, drain=False)
        with desk.town.counted() as statements:
            desk.work()
        seen[number] = len([sql for sql in statements if "commkit_media_newsletter" in sql]) - 2 * number
        assert len(desk.office.receivers) == number
        desk.forget_mails()
    assert len(set(seen.values())) == 1, seen


def test_issues_are_listed_for_editors_alone(sqlite_desk: Desk) -> None:
    newsletter = sqlite_desk.newsletter()
    sqlite_desk.published()
    issue = sqlite_desk.sent(newsletter)
    assert [each.id for each in sqlite_desk.town.ask("edi", ListIssues(newsletter.id))] == [issue.id]
    for query in (ListIssues(newsletter.id), ReadIssueNumbers(issue.id)):
        with sqlite_desk.town.refused("runtime.not_permitted"):
            sqlite_desk.town.ask("ada", query)


def test_nothing_in_a_mail_follows_its_reader(sqlite_desk: Desk) -> None:
    """Two readers' mails differ in the link that unsubscribes alone."""
    desk = sqlite_desk
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "zoe@else.example", "yan@else.example")
    desk.published()
    desk.sent(newsletter)
    one, two = desk.office.mails

    def without_end(mail: EmailMessage) -> str:
        return html(mail).replace(link_in(mail, "unsubscribe"), "")

    assert without_end(one) == without_end(two)


def test_readers_by_address_need_no_users_of_the_host(
    make_town: Callable[..., Any], office: PostOffice
) -> None:
    desk = Desk(make_town(newsletter_site=PAGES, kit={"ports": ports(office)}), office, Host())
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, "ida@mail.example")
    desk.published()
    desk.sent(newsletter)
    assert [mail["To"] for mail in office.mails] == ["ida@mail.example"]
