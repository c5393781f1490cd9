"""Mail: messages composed and sent through an SMTP server, and the page that unsubscribes with one click."""

from commkit.adapters.mail.composing import compose
from commkit.adapters.mail.smtp import SmtpMail
from commkit.adapters.mail.unsubscribing import UnsubscribeApp

__all__ = ["SmtpMail", "UnsubscribeApp", "compose"]
