"""How an issue is mailed: in batches, each mail claimed before it is handed to the mail server.

What a mail holds is read as its reader, right before the batch is sent: what was removed, retired or moved away from
them meanwhile is not in it. A claim is stored before a mail is handed over, and only for who still subscribes; a
worker that finds a claim that is not its own does not send that mail again.
"""

from collections.abc import Callable
from uuid import UUID

from attrs import frozen

from commkit import Context, Delivery, Denied, NotFound
from commkit.communities import Community
from commkit.members import IdentityProvider
from commkit.notifications import MailDelayed, MailMessage, MailPort, MailRefused, MailSite
from commkit.storage import FIRST_ID
from commkit_media.newsletters import statements as newsletters_sql
from commkit_media.newsletters.facts import IssueSendingStarted
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.issues import statements as issues_sql
from commkit_media.newsletters.issues.queries import posts_shown
from commkit_media.newsletters.issues.records import IssuePost, NewsletterIssue
from commkit_media.newsletters.ports import NewsletterSite
from commkit_media.newsletters.records import Newsletter, NewsletterAudience
from commkit_media.newsletters.sending import statements as sql
from commkit_media.newsletters.sending.policy import RETRY_DELAYS, Letter, list_of, make_letter, with_footer
from commkit_media.newsletters.sending.records import IssueMailState, Recipient
from commkit_media.newsletters.subscribing import statements as subscribing_sql
from commkit_media.newsletters.subscribing.handlers import finish
from commkit_media.newsletters.subscribing.policy import EndedBy, sign_end, who_of_address
from commkit_media.newsletters.subscribing.records import SubscriptionEnd, SubscriptionId

BATCH_SIZE = 100
_MOST_DELAYED = 3
"""Mails in a row that the mail server delays before the rest of the batch waits, too."""
_TAKES_PART = (IssueMailState.DUE, IssueMailState.SENDING, IssueMailState.SENT, IssueMailState.UNKNOWN)
"""States of a mail that came to its reader, or may come."""
_LEFT_TO_SEND = (IssueMailState.SENDING, IssueMailState.UNKNOWN)


@frozen(kw_only=True)
class _Batch:
    """What is the same for all mails of a batch."""

    delivery: Delivery
    community: Community
    newsletter: Newsletter
    issue: NewsletterIssue
    mail: MailPort
    site: MailSite
    pages: NewsletterSite

    def move(self, one: Recipient, to: IssueMailState, *states: IssueMailState) -> None:
        """Store what became of a mail that is in one of some states."""
        with self.delivery.context() as context:
            self.move_in(context, one.subscription, to, *states)

    def move_in(
        self, context: Context, subscription: SubscriptionId, to: IssueMailState, *states: IssueMailState
    ) -> None:
        """The same, in a transaction that is open."""
        context.run(
            sql.MOVE,
            issue=self.issue.id,
            subscription=subscription,
            to=to,
            from_states=list(states),
            now=context.now,
        )


@newsletter_feature.subscribes_to(IssueSendingStarted, pauses=RETRY_DELAYS)
def send_issue(delivery: Delivery, fact: IssueSendingStarted) -> None:
    """Write down who gets it, batch by batch, each of which is sent by a delivery of its own."""
    if delivery.target:
        _send_batch(delivery, fact, UUID(delivery.target[:32]), UUID(delivery.target[32:]))
        return
    after, at = FIRST_ID, fact.at
    targets: list[str] = []
    while True:
        with delivery.context() as context:
            given = {"newsletter": fact.newsletter, "at": at}
            found = [id for (id,) in context.rows(sql.SUBSCRIBERS, after=after, size=BATCH_SIZE, **given)]
            if not found:
                break
            context.run(
                sql.ADD_BATCH, issue=fact.issue, first=found[0], last=found[-1], now=context.now, **given
            )
        targets.append(f"{found[0].hex}{found[-1].hex}")
        after = found[-1]
    delivery.forward(targets)  # once all are written down: each batch sees who else is to get it


def _send_batch(delivery: Delivery, fact: IssueSendingStarted, first: UUID, last: UUID) -> None:
    with delivery.context(read_only=True) as context:
        newsletter = context.one(newsletters_sql.ONE, id=fact.newsletter)
        issue = context.one(issues_sql.ONE, id=fact.issue)
        if newsletter is None or issue is None:
            return
        batch_of = {"issue": fact.issue, "first": first, "last": last, "group": newsletter.group}
        waiting = context.rows(sql.RECIPIENTS, **batch_of)
        community = context.community
    if not waiting:
        return
    batch = _Batch(
        delivery=delivery,
        community=community,
        newsletter=newsletter,
        issue=issue,
        mail=delivery.port(MailPort),
        site=delivery.port(MailSite),
        pages=delivery.port(NewsletterSite),
    )
    letter_for = _letters(batch)
    delayed: MailDelayed | None = None
    in_a_row = 0
    for one in waiting:
        if one.state is IssueMailState.SENDING:  # a worker stopped while it handed this one over
            batch.move(one, IssueMailState.UNKNOWN, IssueMailState.SENDING)
            continue
        error = _send_to(batch, one, letter_for(one))
        delayed, in_a_row = (error, in_a_row + 1) if error is not None else (delayed, 0)
        if in_a_row == _MOST_DELAYED and not delivery.last:
            break
    if delayed is not None and not delivery.last:
        raise delayed


def _letters(batch: _Batch) -> Callable[[Recipient], Letter | None]:
    """What an issue says to each reader; those who may read the same of it share one letter.

    All addresses read as visitors, at once. A member's posts are read as that member.
    """
    made: dict[tuple[IssuePost, ...], Letter | None] = {}
    of_visitors: list[Letter | None] = []

    def letter_as(actor: str | None) -> Letter | None:
        try:
            with batch.delivery.context(actor=actor, read_only=True) as context:
                posts = tuple(posts_shown(context, batch.issue))
        except (NotFound, Denied):  # the community is not for them
            return None
        if posts not in made:
            made[posts] = make_letter(
                batch.newsletter.title,
                batch.issue.introduction,
                posts,
                site=batch.site,
                slug=batch.community.slug,
            )
        return made[posts]

    def letter_for(one: Recipient) -> Letter | None:
        if batch.community.archived_at is not None:  # since the issue was handed over
            return None
        if one.member is not None:
            outside = batch.newsletter.audience is NewsletterAudience.GROUP and not one.in_group
            return letter_as(one.key) if one.key is not None and one.current and not outside else None
        if not one.address or batch.newsletter.audience is not NewsletterAudience.PUBLIC:
            return None
        if not of_visitors:
            of_visitors.append(letter_as(None))
        return of_visitors[0]

    return letter_for


def _send_to(batch: _Batch, one: Recipient, letter: Letter | None) -> MailDelayed | None:
    """Send one mail, if there is something to say and somewhere to send it; gives the error of one that is delayed."""
    to = _address_of(batch, one) if letter is not None else ""
    if letter is None or not to:
        batch.move(one, IssueMailState.SKIPPED, IssueMailState.DUE)
        return None
    if not _claim(batch, one, to):
        return None
    try:
        batch.mail.send(_message(batch, one, letter, to))
    except MailRefused as refused:
        _store_refusal(batch, one, bounced=refused.address_gone)
    except MailDelayed as error:
        batch.move(one, IssueMailState.FAILED if batch.delivery.last else IssueMailState.DUE, *_LEFT_TO_SEND)
        return error
    except Exception:
        batch.move(one, IssueMailState.FAILED if batch.delivery.last else IssueMailState.DUE, *_LEFT_TO_SEND)
        raise
    else:
        batch.move(one, IssueMailState.SENT, *_LEFT_TO_SEND)
    return None


def _claim(batch: _Batch, one: Recipient, to: str) -> bool:
    """Store that a mail is being handed over; False for who left, or gets it otherwise, and where another worker did.

    A member's claim takes the place of the mail to the same address, or yields to it where that one was claimed before.
    """
    with batch.delivery.context() as context:
        given = {"issue": batch.issue.id, "subscription": one.subscription, "now": context.now}
        if not context.run(sql.CLAIM, **given):
            batch.move_in(context, one.subscription, IssueMailState.SKIPPED, IssueMailState.DUE)
            return False
        if one.member is None or batch.newsletter.audience is not NewsletterAudience.PUBLIC:
            return True
        who = who_of_address(batch.site.secret, batch.delivery.community, to)
        other = context.one(sql.BY_ADDRESS, issue=batch.issue.id, newsletter=batch.newsletter.id, who=who)
        if other is None or other[1] not in _TAKES_PART:
            return True
        mine = other[1] is IssueMailState.DUE
        second = other[0] if mine else one.subscription
        batch.move_in(context, second, IssueMailState.SKIPPED, IssueMailState.DUE, IssueMailState.SENDING)
        return mine


def _store_refusal(batch: _Batch, one: Recipient, *, bounced: bool) -> None:
    """A mail that is refused is not tried again; where there is no such address, the subscription ends."""
    with batch.delivery.context() as context:
        state = IssueMailState.BOUNCED if bounced else IssueMailState.FAILED
        batch.move_in(context, one.subscription, state, *_LEFT_TO_SEND)
        if bounced:
            rows = context.rows(subscribing_sql.END, id=one.subscription)
            finish(context, rows, SubscriptionEnd.BOUNCED)


def _address_of(batch: _Batch, one: Recipient) -> str:
    if one.member is None:
        return one.address
    if one.key is None:
        return ""
    profile = batch.delivery.port(IdentityProvider).profile(one.key, None)
    return profile.email if profile is not None else ""


def _message(batch: _Batch, one: Recipient, letter: Letter, to: str) -> MailMessage:
    community = batch.delivery.community
    token = sign_end(batch.site.secret, community, EndedBy(one.subscription, batch.issue.id))
    unsubscribe = batch.pages.page(community, "unsubscribe", token)
    text, html = with_footer(letter, batch.community.title, unsubscribe)
    return MailMessage(
        id=f"newsletter.{batch.issue.id.hex}.{one.subscription.hex}",
        thread=f"newsletter.{batch.newsletter.id.hex}",
        to=to,
        name=one.name or "",
        community=batch.community.title,
        slug=batch.community.slug,
        subject=batch.newsletter.title,
        text=text,
        html=html,
        unsubscribe=unsubscribe,
        list_id=list_of(batch.newsletter.id),
    )
