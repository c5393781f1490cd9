"""How a member is reached: where the host says they are, looked up outside of any transaction and never stored."""

import hashlib

from attrs import frozen

from commkit.members.records import Identity, Profile
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.ports import MailPort, MailSite
from commkit.notifications.records import Rhythm
from commkit.notifications.wishes.statements import RHYTHM
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session


@frozen
class PostOffice:
    """What it takes to send a mail.

    Attributes:
        mail: What sends it.
        site: Where its links lead.
        identity: Who knows the members' addresses.
    """

    mail: MailPort
    site: MailSite
    identity: Identity | None


@frozen
class Reach:
    """What we know of a member's time and address, before the host is asked.

    Attributes:
        rhythm: When they may be disturbed.
        refused: A hash of an address that a mail server refused for good, or empty.
    """

    rhythm: Rhythm
    refused: str


def post_office(session: Session) -> PostOffice | None:
    """The host's objects by which mail goes; None where it sends none.

    Raises:
        PluginError: It can send mail, and did not say where links lead.
    """
    mail = session.port(MailPort)
    if mail is None:
        return None
    site = session.port(MailSite)
    if site is None:
        raise PluginError(
            "notifications.no_mail_site",
            "a Kit that sends mail needs a MailSite: Kit(..., ports={MailPort: ..., MailSite: MailSite(...)})",
        )
    return PostOffice(mail, site, session.port(Identity))


def reach(session: Session, member: MemberId) -> Reach:
    """What is kept of a member in every community."""
    found = session.one(sql.REFUSED_ADDRESS, of=member)
    return Reach(session.one(RHYTHM, me=member) or Rhythm(), found[0] if found else "")


def look_up(office: PostOffice, key: str) -> Profile | None:
    """What the host tells of a user now; this may take its time."""
    return office.identity.profile(key) if office.identity is not None else None


def address_hash(member: MemberId, address: str) -> str:
    """What is kept of an address that was refused: enough to know it again, not to find it out."""
    return hashlib.sha256(member.bytes + address.strip().lower().encode()).hexdigest()
