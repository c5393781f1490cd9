"""After a file was deleted, its bytes are deleted at the host."""

from typing import Any

from commkit.posts.attachments.facts import AttachmentDeleted
from commkit.posts.attachments.ports import AttachmentPort
from commkit.posts.attachments.records import attachment_key
from commkit.posts.feature import posts
from commkit.runtime.model.ids import CommunityId


@posts.subscribes_to(AttachmentDeleted)
def delete_bytes(delivery: Any, fact: AttachmentDeleted) -> None:
    """Delete the bytes outside of any session; the worker tries again if the host's store fails."""
    with delivery.context(read_only=True) as context:
        port = context.port(AttachmentPort)
        community: CommunityId = context.community_id
    if port is not None:
        port.delete(attachment_key(community, fact.attachment))
