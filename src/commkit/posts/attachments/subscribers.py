"""After a file was deleted, its bytes are deleted at the host."""

from commkit.posts.attachments.facts import AttachmentDeleted
from commkit.posts.attachments.ports import AttachmentPort
from commkit.posts.attachments.records import attachment_key
from commkit.posts.feature import posts
from commkit.runtime.delivery.deliveries import Delivery


@posts.subscribes_to(AttachmentDeleted)
def delete_bytes(delivery: Delivery, fact: AttachmentDeleted) -> None:
    """Delete the bytes outside of any session; the worker tries again if the host's store fails."""
    delivery.port(AttachmentPort).delete(attachment_key(delivery.community, fact.attachment))
