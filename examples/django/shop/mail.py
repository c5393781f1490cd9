"""Mail of the community goes out through Django's own mail, wherever that leads."""

from django.core.mail import EmailMultiAlternatives

from commkit.notifications import MailMessage


class DjangoMail:
    """The mail port."""

    def send(self, message: MailMessage) -> None:
        """Send a mail, with the link that ends such mail; what the backend raises is tried again later."""
        headers = {}
        if message.unsubscribe:
            headers["List-Unsubscribe"] = f"<{message.unsubscribe}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        letter = EmailMultiAlternatives(message.subject, message.text, to=[message.to], headers=headers)
        if message.html:
            letter.attach_alternative(message.html, "text/html")
        letter.send()
