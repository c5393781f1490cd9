"""The Kit: the community on the shop's database, with the shop's customers, and mail into a folder."""

import mailbox
import os
from contextlib import nullcontext
from email.headerregistry import Address
from pathlib import Path

from flask import session
from sqlalchemy import Connection, String, cast, create_engine, select

from commkit import Kit
from commkit.adapters.flask import Commkit
from commkit.adapters.mail import compose
from commkit.members import Profile
from commkit.notifications import MailMessage, MailPort, MailSite
from roastery import plugin
from roastery.models import Customer
from storefront.heads import page_of

SLUG = "help"
FOLDER = Path(os.environ["SHOP_FOLDER"])
URL = f"sqlite:///{FOLDER / 'roastery.db'}"
_reading = create_engine(URL)  # where there is no request, and so no session of Flask-SQLAlchemy


class Customers:
    """The identity port: names and addresses from the shop's own table."""

    def profile(self, key: str, connection: Connection | None) -> Profile | None:
        """The profile of a customer; None where there is none."""
        found = select(Customer.name, Customer.email).where(cast(Customer.id, String) == key)
        with nullcontext(connection) if connection else _reading.connect() as opened:
            row = opened.execute(found).one_or_none()
        return Profile(row.name, email=row.email) if row else None


class MailFolder:
    """Puts each mail into a folder, as a mail server would. A real shop gives `SmtpMail` instead."""

    def send(self, message: MailMessage) -> None:
        """Deliver a mail, and say so on the console of the worker."""
        letter = compose(message, sender=Address("Slow Hill", "shop", "slow.example"))
        mailbox.Maildir(FOLDER / "mail").add(letter)
        print(f"mail to {message.to}: {message.subject}", flush=True)


kit = Kit(
    URL,
    plugins=[plugin],
    identity=Customers(),
    ports={
        MailPort: MailFolder(),
        MailSite: MailSite(
            secret=os.environ["SHOP_SECRET_KEY"],
            base_url=os.environ["SHOP_URL"],
            unsubscribe_url="/unsubscribe",
            link=page_of,
        ),
    },
)
community = Commkit(kit=kit, actor=lambda: session.get("user"))
