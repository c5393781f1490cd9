"""How a member gets no more mail of a kind, by the link of a mail: one step, without signing in (RFC 8058)."""

from commkit.notifications.feature import notifications
from commkit.notifications.mailing.ports import MailSite
from commkit.notifications.mailing.tokens import read
from commkit.notifications.records import Channel
from commkit.notifications.telling import count
from commkit.notifications.wishes import statements as sql
from commkit.notifications.wishes.messages import Unsubscribe
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.session import Session


@notifications.handles(Unsubscribe)
def unsubscribe(session: Session, command: Unsubscribe) -> None:
    """The token says who, where and of what; who opens the link may be anybody, also one who was banned since."""
    site = session.port(MailSite)
    if site is None:
        raise Conflict("notifications.no_mail_site", "this Kit sends no mail, so there is nothing to end")
    ended = read(site.secret, command.token)
    changed = session.run(
        sql.UNSUBSCRIBE,
        here=ended.community,
        of=ended.member,
        new_kind=ended.kind,
        new_channel=str(Channel.MAIL),
    )
    if changed:
        count(session, ended.kind, "unsubscribed", community=ended.community)
