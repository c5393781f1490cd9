"""How an invitation is mailed: to somebody who is nobody here yet, and whose address is forgotten with it.

Each attempt has a token of its own, made right before the mail goes, and makes those before it worthless; so no token
is kept anywhere, and an attempt can be repeated until the mail server has taken one. Should it have taken a mail whose
mark was lost, the person gets a second one, whose link is the one that works.
"""

from datetime import datetime

from attrs import frozen

from commkit.members import (
    InvitationEmailPurged,
    InvitationEmailRequested,
    InvitationId,
    Membership,
    invitation_email,
)
from commkit.members.jobs import IssueInvitationToken, PurgeInvitationEmail
from commkit.notifications.feature import notifications
from commkit.notifications.inbox import count_metric
from commkit.notifications.mailing.content import MailContent, html_body, plain_body
from commkit.notifications.mailing.mailer import Mailer, get_mailer
from commkit.notifications.mailing.ports import MailMessage, MailRefused
from commkit.notifications.mailing.sending import RETRY_DELAYS
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import Denied, NotFound, PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_COUNTED_AS = "notifications.invitation"


@frozen(kw_only=True)
class _Invited:
    """An invitation on its way."""

    id: InvitationId
    to: str
    by: str
    community: str
    slug: str
    purpose: str
    token: str
    expires_at: datetime


@notifications.subscribes_to(InvitationEmailRequested, pauses=RETRY_DELAYS)
def mail_invitation(delivery: Delivery, fact: InvitationEmailRequested) -> None:
    """Each by itself, so that one that fails delays no other."""
    if not delivery.target:
        delivery.forward([fact.invitation.hex])
        return
    with delivery.context(read_only=True) as context:
        mailer = get_mailer(context)
        waits = invitation_email(context, fact.invitation) is not None
    if mailer is None or not waits:
        return
    invited = _issued(delivery, fact.invitation)
    if invited is None:
        _forget(delivery, fact.invitation, sent=False)
        return
    try:
        mailer.mail.send(_letter(mailer, invited))
    except MailRefused:
        _forget(delivery, fact.invitation, sent=False)
    else:
        _forget(delivery, fact.invitation, sent=True)


def _issued(delivery: Delivery, id: InvitationId) -> _Invited | None:
    """What to send; None where it has expired, or nobody who is inside stands for it any more."""
    try:
        with delivery.context() as context:
            asked = invitation_email(context, id)
            if asked is None:
                return None
            address, inviter = asked
            by = _name_of(context, inviter)
            issued = context.do(IssueInvitationToken(id))
            here = context.community
    except (NotFound, Denied):  # an archived community takes nobody in
        return None
    return _Invited(
        id=id,
        to=address,
        by=by,
        community=here.title,
        slug=here.slug,
        purpose=here.purpose,
        token=issued.token or "",
        expires_at=issued.expires_at,
    )


def _name_of(context: Context, inviter: MemberId | None) -> str:
    """Who invites; nothing for the host.

    Raises:
        NotFound: They are not inside any more.
    """
    if inviter is None:
        return ""
    member = context.get(Membership, inviter)
    if not member.is_current:
        raise NotFound("members.invitation_not_found", "who invited is not a member any more")
    return member.name


def _letter(mailer: Mailer, invited: _Invited) -> MailMessage:
    link = mailer.site.invitation_link(invited.slug, invited.token)
    if not link:
        raise PluginError(
            "notifications.no_invitation_link",
            "to mail invitations, say where their links lead: MailSite(..., invitation_link=...)",
        )
    said = MailContent(
        community=invited.community,
        slug=invited.slug,
        title=f"Invitation to {invited.community}",
        lead=f"{invited.by or invited.community} invites you to {invited.community}.",
        body=f"{invited.purpose}\n\nThe link works once, until {invited.expires_at:%Y-%m-%d %H:%M} UTC.",
        markup="plain",
    )
    return MailMessage(
        id=f"invitation.{invited.id.hex}",
        thread=f"invitation.{invited.id.hex}",
        to=invited.to,
        name="",
        community=invited.community,
        slug=invited.slug,
        subject=said.title,
        text=plain_body(said, link=link),
        html=html_body(said, link=link),
    )


def _forget(delivery: Delivery, id: InvitationId, *, sent: bool) -> None:
    with delivery.context() as context:
        context.do(PurgeInvitationEmail(id, sent))


@notifications.reacts_to(InvitationEmailPurged)
def count_invitation(context: Context, fact: InvitationEmailPurged) -> None:
    """Sent, or given up: refused for good, taken back or expired."""
    count_metric(context, _COUNTED_AS, "sent" if fact.sent else "dropped")
