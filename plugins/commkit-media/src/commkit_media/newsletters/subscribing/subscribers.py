"""The mail that asks an address to confirm.

Each attempt makes a token of its own right before the mail is sent, which invalidates earlier ones; so no token is
stored, and an attempt can be repeated until the mail server has accepted one.
"""

from html import escape

from commkit import Delivery
from commkit.communities import Community
from commkit.notifications import MailMessage, MailPort, MailRefused, MailSite
from commkit_media.newsletters import statements as newsletters_sql
from commkit_media.newsletters.facts import SubscriptionRequested
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.ports import NewsletterSite
from commkit_media.newsletters.records import Newsletter
from commkit_media.newsletters.sending.policy import RETRY_DELAYS, list_of
from commkit_media.newsletters.subscribing import statements as sql
from commkit_media.newsletters.subscribing.policy import EndedBy, hash_token, new_token, sign_end
from commkit_media.newsletters.subscribing.records import NewsletterSubscription


@newsletter_feature.subscribes_to(SubscriptionRequested, pauses=RETRY_DELAYS)
def ask_to_confirm(delivery: Delivery, fact: SubscriptionRequested) -> None:
    """Ask each address by a delivery of its own, so that a failing one delays no other."""
    if not delivery.target:
        delivery.forward([fact.subscription.hex])
        return
    with delivery.context(read_only=True) as context:
        waiting = context.one(sql.WAITING, id=fact.subscription, now=context.now)
        newsletter = context.one(newsletters_sql.ONE, id=fact.newsletter)
        community = context.community
    if waiting is None or newsletter is None or newsletter.ended_at is not None:
        return
    if community.archived_at is not None:
        return
    mail, site, pages = delivery.port(MailPort), delivery.port(MailSite), delivery.port(NewsletterSite)
    token = new_token()
    with delivery.context() as context:
        if not context.run(sql.SET_TOKEN, id=waiting.id, new_token=hash_token(token), now=context.now):
            return
    end = sign_end(site.secret, delivery.community, EndedBy(waiting.id, None))
    message = _message(
        community,
        newsletter,
        waiting,
        confirm=pages.page(delivery.community, "confirm", token),
        unsubscribe=pages.page(delivery.community, "unsubscribe", end),
    )
    try:
        mail.send(message)
    except MailRefused:  # nobody can follow the link, so the address is deleted when its time is over
        return


def _message(
    community: Community,
    newsletter: Newsletter,
    waiting: NewsletterSubscription,
    *,
    confirm: str,
    unsubscribe: str,
) -> MailMessage:
    lead = f"Somebody asked to get “{newsletter.title}” of {community.title} at this address."
    how = f"Follow the link to confirm it, until {waiting.expires_at:%Y-%m-%d %H:%M} UTC:"
    otherwise = "If that was not you, do nothing: nothing is sent then, and the address is deleted."
    return MailMessage(
        id=f"newsletter.confirm.{waiting.id.hex}.{hash_token(confirm)[:16]}",
        thread=f"newsletter.confirm.{waiting.id.hex}",
        to=waiting.address,
        name="",
        community=community.title,
        slug=community.slug,
        subject=f"Confirm: {newsletter.title}",
        text=f"{lead}\n\n{how}\n{confirm}\n\n{otherwise}\n",
        html=f'<p>{escape(lead)}</p>\n<p>{escape(how)}</p>\n<p><a href="{escape(confirm)}">Confirm</a></p>\n'
        f"<p>{escape(otherwise)}</p>",
        unsubscribe=unsubscribe,
        list_id=list_of(newsletter.id),
    )
