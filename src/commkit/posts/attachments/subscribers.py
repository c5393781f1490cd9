"""After a file was deleted, its bytes are deleted at the host."""

from commkit.posts.attachments.facts import BytesDiscarded
from commkit.posts.attachments.ports import AttachmentPort
from commkit.posts.attachments.records import attachment_key
from commkit.posts.feature import posts
from commkit.runtime.delivery.deliveries import Delivery


@posts.subscribes_to(BytesDiscarded)
def delete_bytes(delivery: Delivery, fact: BytesDiscarded) -> None:
    """Delete the bytes outside of any session; the worker tries again if the host's store fails."""
    key = attachment_key(delivery.community, fact.attachment, fact.attempt)
    delivery.port(AttachmentPort).delete(key)
