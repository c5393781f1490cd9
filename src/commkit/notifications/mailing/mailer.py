"""How a member is reached: where the host says they are, looked up outside of any transaction and never stored."""

import hashlib

from attrs import frozen

from commkit.members import IdentityProvider, Profile
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.ports import MailPort, MailSite
from commkit.notifications.preferences.statements import DELIVERY_SCHEDULE
from commkit.notifications.records import DeliverySchedule
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@frozen
class Mailer:
    """What it takes to send a mail.

    Attributes:
        mail: What sends it.
        site: Where its links lead.
        identity: Who knows the members' addresses.
    """

    mail: MailPort
    site: MailSite
    identity: IdentityProvider | None


@frozen
class DeliveryInfo:
    """What we know of a member's time and address, before the host is asked.

    Attributes:
        delivery_schedule: When they may be disturbed.
        refused: A hash of an address that a mail server refused for good, or empty.
    """

    delivery_schedule: DeliverySchedule
    refused: str


def get_mailer(context: Context) -> Mailer | None:
    """The host's objects by which mail goes; None where it sends none.

    Raises:
        PluginError: It can send mail, and did not say where links lead.
    """
    mail = context.port(MailPort)
    if mail is None:
        return None
    site = context.port(MailSite)
    if site is None:
        raise PluginError(
            "notifications.no_mail_site",
            "a Kit that sends mail needs a MailSite: Kit(..., ports={MailPort: ..., MailSite: MailSite(...)})",
        )
    return Mailer(mail, site, context.port(IdentityProvider))


def delivery_info(context: Context, member: MemberId) -> DeliveryInfo:
    """What is kept of a member in every community."""
    found = context.one(sql.REFUSED_ADDRESS, of=member)
    return DeliveryInfo(
        context.one(DELIVERY_SCHEDULE, me=member) or DeliverySchedule(), found[0] if found else ""
    )


def fetch_profile(mailer: Mailer, key: str) -> Profile | None:
    """What the host tells of a user now; this may take its time."""
    return mailer.identity.profile(key) if mailer.identity is not None else None


def address_hash(member: MemberId, address: str) -> str:
    """What is kept of an address that was refused: enough to know it again, not to find it out."""
    return hashlib.sha256(member.bytes + address.strip().lower().encode()).hexdigest()
