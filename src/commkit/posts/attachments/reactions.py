"""What erasing a person does to the files they uploaded."""

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.facts import AttachmentDeleted, BytesDiscarded
from commkit.posts.feature import posts
from commkit.privacy import PersonErased
from commkit.runtime.sessions.context import Context


@posts.reacts_to(PersonErased)
def delete_erased_uploads(context: Context, fact: PersonErased) -> None:
    """Delete what an erased person uploaded, the bytes too; what is held stays until it is released."""
    deleted = context.rows(sql.delete_of_member(context.registry.holds), member=fact.member)
    for id, post, attempt in deleted:
        context.emit(AttachmentDeleted(attachment=id, post=post))
        context.emit(BytesDiscarded(attachment=id, attempt=attempt))
