"""What erasing a person does to the files they uploaded."""

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.facts import AttachmentDeleted, BytesDiscarded
from commkit.posts.feature import posts
from commkit.privacy import PersonErased
from commkit.runtime.sessions.context import Context


@posts.reacts_to(PersonErased)
def delete_erased_uploads(context: Context, fact: PersonErased) -> None:
    """Delete what an erased person uploaded, the bytes too."""
    for id, post, attempt in context.rows(sql.DELETE_OF_MEMBER, member=fact.member):
        context.emit(AttachmentDeleted(attachment=id, post=post))
        context.emit(BytesDiscarded(attachment=id, attempt=attempt))
