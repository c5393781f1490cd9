"""The Kit: the community on the shop's database, with the shop's users, and mail into a file."""

import mailbox
import os
from contextlib import nullcontext
from email.headerregistry import Address

from sqlalchemy import Connection, String, cast, select

from commkit import Kit
from commkit.adapters.mail import compose
from commkit.members import Profile
from commkit.notifications import MailMessage, MailPort, MailSite
from greenhouse.models import FOLDER, URL, User, engine
from greenhouse.plugin import Greenhouse
from storefront.heads import page_of

SLUG = "help"
"""The shop's one community."""


class ShopUsers:
    """The identity port: names and addresses from the shop's own table, in the transaction at hand."""

    def profile(self, key: str, connection: Connection | None) -> Profile | None:
        """The profile of a user; None where there is none."""
        found = select(User.name, User.email).where(cast(User.id, String) == key)
        with nullcontext(connection) if connection else engine.connect() as opened:  # none where mail is sent
            user = opened.execute(found).one_or_none()
        return Profile(user.name, email=user.email) if user else None


class MailFile:
    """Writes mail into a file that mail programs can open. A real shop gives `SmtpMail` instead."""

    def send(self, message: MailMessage) -> None:
        """Add a mail to the file, and say so on the console of the worker."""
        box = mailbox.mbox(FOLDER / "mail.mbox")
        box.lock()
        try:
            box.add(compose(message, sender=Address("Fern & Hall", "shop", "fern.example")))
        finally:
            box.close()
        print(f"mail to {message.to}: {message.subject}", flush=True)


kit = Kit(
    URL,
    plugins=[Greenhouse()],
    identity=ShopUsers(),
    ports={
        MailPort: MailFile(),
        MailSite: MailSite(
            secret=os.environ["SHOP_SECRET_KEY"],
            base_url=os.environ["SHOP_URL"],
            unsubscribe_url="/unsubscribe",
            link=page_of,
        ),
    },
)
