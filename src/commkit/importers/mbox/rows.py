"""How a mail becomes the records of importers."""

from html import escape

from commkit.importers.conversation_batches import digest
from commkit.importers.mbox.bodies import MailBody
from commkit.importers.mbox.headers import MailHeaders
from commkit.importers.mbox.threading import MailPlace
from commkit.importers.plain_text import TITLE_LENGTH, clean_line, plain_to_html
from commkit.importers.records import ExternalMember, ExternalPost
from commkit.members import NAME_LENGTH

NO_TEXT = "(no text)"
"""The text of a message that has none."""


def member_of(source: str, headers: MailHeaders) -> ExternalMember | None:
    """The author of a message; None where it has no address.

    Args:
        source: The name of the source, a prefix of the keys of members.
        headers: The headers of a message that has a date.
    """
    if headers.author is None or headers.sent_at is None:
        return None
    id = _author_id(source, headers.author)
    return ExternalMember(
        external_id=id,
        key=f"{source}:{id}",
        name=clean_line(headers.name, NAME_LENGTH) or f"writer {id[:6]}",
        joined_at=headers.sent_at,
    )


def post_of(source: str, headers: MailHeaders, body: MailBody, place: MailPlace) -> ExternalPost:
    """The post of a message.

    Args:
        source: The name of the source.
        headers: The headers of a message that has a date.
        body: Its body.
        place: Its place in its thread.
    """
    assert headers.sent_at is not None
    title = headers.title or clean_line(body.text, TITLE_LENGTH) or NO_TEXT
    return ExternalPost(
        external_id=place.id.hex(),
        author=_author_id(source, headers.author) if headers.author else None,
        author_name=clean_line(headers.name, NAME_LENGTH) or None,
        body=_html(body),
        markup="html",
        created_at=headers.sent_at,
        parent=place.parent.hex() if place.parent else None,
        title=title if place.parent is None else "",
    )


def _author_id(source: str, author: bytes) -> str:
    return digest(source, author.hex())


def _html(body: MailBody) -> str:
    html = plain_to_html(body.text if clean_line(body.text, 1_000) else NO_TEXT)
    if not body.attachments:
        return html
    files = "".join(
        f"<li>{escape(file.name or 'a file')} ({escape(file.media_type)})</li>" for file in body.attachments
    )
    return f"{html}<p>Attachments, which were not imported:</p><ul>{files}</ul>"
