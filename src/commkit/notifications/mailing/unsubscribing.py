"""How a member gets no more mail of a kind, by the link of a mail: one step, without signing in (RFC 8058)."""

from commkit.notifications.feature import notifications
from commkit.notifications.inbox import count_metric
from commkit.notifications.mailing.ports import MailSite
from commkit.notifications.mailing.tokens import read
from commkit.notifications.preferences import statements as sql
from commkit.notifications.preferences.messages import Unsubscribe
from commkit.notifications.records import NotificationChannel
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@notifications.handles(Unsubscribe)
def unsubscribe(context: Context, command: Unsubscribe) -> None:
    """The token says who, where and of what; who opens the link may be anybody, also one who was banned since."""
    site = context.port(MailSite)
    if site is None:
        raise Conflict("notifications.no_mail_site", "this Kit sends no mail, so there is nothing to end")
    ended = read(site.secret, command.token)
    changed = context.run(
        sql.UNSUBSCRIBE,
        here=ended.community,
        of=ended.member,
        new_kind=ended.kind,
        new_channel=str(NotificationChannel.MAIL),
    )
    if changed:
        count_metric(context, ended.kind, "unsubscribed", community=ended.community)
