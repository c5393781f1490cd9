"""What the tests of newsletters do again and again: an editor's desk, and the mails that come of it."""

from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, urlsplit

from commkit_media import (
    ConfirmSubscription,
    CreateNewsletter,
    DraftIssue,
    Newsletter,
    NewsletterAudience,
    NewsletterSite,
    RequestSubscription,
    SendIssue,
    SubscribeToNewsletter,
)
from tests.notifications.post_office import Host, PostOffice, link_of

PAGES = NewsletterSite(api_url="https://news.example/api")


class Desk:
    """A town, its mail server, and what tests of newsletters do again and again."""

    def __init__(self, town: Any, office: PostOffice, host: Host) -> None:
        self.town, self.office, self.host = town, office, host

    def newsletter(
        self, audience: NewsletterAudience = NewsletterAudience.PUBLIC, title: str = "The week", **more: Any
    ) -> Newsletter:
        made: Newsletter = self.town.do("edi", CreateNewsletter(title, audience, **more))
        return made

    def work(self) -> None:
        self.town.kit.worker().drain()

    def ask(self, newsletter: Newsletter, address: str) -> str:
        """Ask for a newsletter by address; gives the token of the mail that came."""
        before = len(self.office.mails)
        self.town.do(None, RequestSubscription(newsletter.id, address))
        self.work()
        (mail,) = self.office.mails[before:]
        return token_of(link_in(mail, "confirm"))

    def confirmed(self, newsletter: Newsletter, *addresses: str) -> None:
        for address in addresses:
            self.town.do(None, ConfirmSubscription(self.ask(newsletter, address)))
        self.forget_mails()

    def subscribed(self, newsletter: Newsletter, *members: str) -> None:
        for name in members:
            self.town.do(name, SubscribeToNewsletter(newsletter.id))

    def sent(self, newsletter: Newsletter, *, drain: bool = True) -> Any:
        """Draft an issue, send it, and let the worker mail it."""
        preview = self.town.do("edi", DraftIssue(newsletter.id))
        issue = self.town.do("edi", SendIssue(preview.issue.id))
        if drain:
            self.work()
        return issue

    def published(self, title: str = "The well is open", **more: Any) -> Any:
        """Publish an article a minute from now."""
        self.town.pass_time(minutes=1)
        return self.town.published(title=title, **more)

    def forget_mails(self) -> None:
        self.office.mails.clear()
        self.office.receivers.clear()

    def letters(self) -> list[EmailMessage]:
        """The mails of newsletters that came, without those of notifications."""
        return [mail for mail in self.office.mails if str(mail["Message-ID"]).startswith("<newsletter.")]

    def mail_to(self, address: str) -> EmailMessage:
        (found,) = [mail for mail in self.letters() if address in str(mail["To"])]
        return found


def link_in(mail: EmailMessage, page: str) -> str:
    """The link to a page in the plain text of a mail."""
    text = plain(mail)
    (found,) = [word for word in text.split() if f"/media/newsletters/{page}?" in word]
    return found


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def token_of(link: str) -> str:
    return parse_qs(urlsplit(link).query)["token"][0]


def end_token(mail: EmailMessage) -> str:
    """The token by which the reader of a mail unsubscribes."""
    return token_of(link_of(mail))
