"""Handler of unsubscribing by the link in a mail: one step, without signing in (RFC 8058)."""

from commkit.notifications.feature import notifications
from commkit.notifications.mailing.ports import MailSite
from commkit.notifications.metrics.handlers import count_metric
from commkit.notifications.records import NotificationChannel
from commkit.notifications.unsubscribing import statements as sql
from commkit.notifications.unsubscribing.messages import Unsubscribe
from commkit.notifications.unsubscribing.policy import read_token
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@notifications.handles(Unsubscribe)
def unsubscribe(context: Context, command: Unsubscribe) -> None:
    """Turn the mail off that the token names, whoever opens the link; also for a member who was banned since."""
    site = context.port(MailSite)
    if site is None:
        raise Conflict("notifications.no_mail_site", "this Kit sends no mail, so there is nothing to end")
    subscription = read_token(site.secret, command.token)
    changed = context.run(
        sql.UNSUBSCRIBE,
        here=subscription.community,
        of=subscription.member,
        new_kind=subscription.kind,
        new_channel=str(NotificationChannel.MAIL),
    )
    if changed:
        count_metric(context, subscription.kind, "unsubscribed", community=subscription.community)
