"""Mailing invitations to people who have no account yet; the address is purged afterwards.

Each attempt issues a token of its own right before the mail is sent, which invalidates earlier ones; so no token is
stored, and an attempt can be repeated until the mail server has accepted one. If the server accepted a mail whose
acknowledgement was lost, the person gets a second mail, whose link is the valid one.
"""

from commkit.members import (
    InvitationEmailRequested,
    InvitationId,
    Membership,
    invitation_email,
)
from commkit.members.jobs import IssueInvitationToken, PurgeInvitationEmail
from commkit.notifications.feature import notifications
from commkit.notifications.invitations.records import InvitationMail
from commkit.notifications.mailing.policy import RETRY_DELAYS, html_body, plain_body
from commkit.notifications.mailing.ports import MailMessage, MailRefused
from commkit.notifications.mailing.queries import get_mailer
from commkit.notifications.mailing.records import MailContent, Mailer
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.errors import Denied, NotFound, PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@notifications.subscribes_to(InvitationEmailRequested, pauses=RETRY_DELAYS)
def mail_invitation(delivery: Delivery, fact: InvitationEmailRequested) -> None:
    """Mail each invitation by a delivery of its own, so that a failing one delays no other."""
    if not delivery.target:
        delivery.forward([fact.invitation.hex])
        return
    with delivery.context(read_only=True) as context:
        is_pending = invitation_email(context, fact.invitation) is not None
    if not is_pending:
        return
    mailer = get_mailer(delivery)
    invitation = _issue(delivery, fact.invitation)
    if invitation is None:
        _purge(delivery, fact.invitation, sent=False)
        return
    try:
        mailer.mail.send(_message(mailer, invitation))
    except MailRefused:
        _purge(delivery, fact.invitation, sent=False)
    else:
        _purge(delivery, fact.invitation, sent=True)


def _issue(delivery: Delivery, id: InvitationId) -> InvitationMail | None:
    """Issue a token; None if the invitation has expired or its inviter is no current member any more."""
    try:
        with delivery.context() as context:
            request = invitation_email(context, id)
            if request is None:
                return None
            address, inviter = request
            by = _name_of(context, inviter)
            issued = context.do(IssueInvitationToken(id))
            community = context.community
    except (NotFound, Denied):  # an archived community accepts nobody
        return None
    return InvitationMail(
        id=id,
        to=address,
        by=by,
        community=community.title,
        slug=community.slug,
        purpose=community.purpose,
        token=issued.token or "",
        expires_at=issued.expires_at,
    )


def _name_of(context: Context, inviter: MemberId | None) -> str:
    """The name of the inviter; empty for the host.

    Raises:
        NotFound: The inviter is no current member any more.
    """
    if inviter is None:
        return ""
    member = context.get(Membership, inviter)
    if not member.is_current:
        raise NotFound("members.invitation_not_found", "the inviter is not a member any more")
    return member.name


def _message(mailer: Mailer, invitation: InvitationMail) -> MailMessage:
    link = mailer.site.join_link(invitation.slug, invitation.token)
    if not link:
        raise PluginError(
            "notifications.no_invitation_link",
            "to mail invitations, give the URL of their links: MailSite(..., invitation_link=...)",
        )
    content = MailContent(
        community=invitation.community,
        slug=invitation.slug,
        title=f"Invitation to {invitation.community}",
        lead=f"{invitation.by or invitation.community} invites you to {invitation.community}.",
        body=f"{invitation.purpose}\n\nThe link works once, until {invitation.expires_at:%Y-%m-%d %H:%M} UTC.",
        markup="plain",
    )
    return MailMessage(
        id=f"invitation.{invitation.id.hex}",
        thread=f"invitation.{invitation.id.hex}",
        to=invitation.to,
        name="",
        community=invitation.community,
        slug=invitation.slug,
        subject=content.title,
        text=plain_body(content, link=link),
        html=html_body(content, link=link),
    )


def _purge(delivery: Delivery, id: InvitationId, *, sent: bool) -> None:
    """Delete the address, which is needed no more."""
    with delivery.context() as context:
        context.do(PurgeInvitationEmail(id, sent))
