"""How files of imported posts are announced and attached: in the limits of the community, as files of the authors."""

from collections import Counter
from uuid import UUID

from commkit.importers.attached import statements as own_sql
from commkit.importers.attached.messages import AnnounceUploads, ImportUploads
from commkit.importers.attached.records import AnnouncedUploads, ExternalUpload, StoredUpload
from commkit.importers.feature import importers
from commkit.importers.mapping import UPLOAD, Batch, TargetPosts, find_mapped, imported_people
from commkit.importers.records import ImportResult
from commkit.importers.refused_files import ALREADY, reason_of
from commkit.posts import FileAttached, PostId, PostSettings, UploadTicket
from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.jobs import announce
from commkit.posts.attachments.policy import check_file
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_MANY = 2**31 - 1
"""Files of one author that wait: as many as the import announces at a time."""
_FULL = "too many files"


@importers.handles(AnnounceUploads)
def announce_uploads(context: Context, command: AnnounceUploads) -> AnnouncedUploads:
    """Announce what can be attached; nothing is stored of anything else."""
    places = _Places(context, command)
    tickets: dict[str, UploadTicket] = {}
    skipped: dict[str, str] = {}
    for upload in command.uploads:
        author = places.find(upload)
        if isinstance(author, str):
            skipped[upload.external_id] = author
            continue
        ticket = announce(context, uploader=author, name=upload.name, size=upload.size, most=_MANY)
        assert ticket is not None
        tickets[upload.external_id] = ticket
    return AnnouncedUploads(tickets, skipped)


class _Places:
    """The posts of files, how many more each may have, and whose they are."""

    def __init__(self, context: Context, command: AnnounceUploads) -> None:
        source, uploads = command.source, command.uploads
        self._done = dict(find_mapped(context, source, UPLOAD, (each.external_id for each in uploads)))
        self._targets = TargetPosts(context, source, (each.post for each in uploads))
        self._people = imported_people(context, source, (each.author for each in uploads))
        self._most = context.settings(PostSettings).max_attachments
        posts = sorted(target.id for target in self._targets.found.values())
        self._counts: Counter[UUID] = Counter(
            dict(context.rows(own_sql.COUNT_FILES, posts=posts) if posts else ())
        )

    def find(self, upload: ExternalUpload) -> MemberId | str:
        """Whose the file becomes, or why it is not taken."""
        if upload.external_id in self._done:
            return ALREADY
        target = self._targets.resolve(upload.post)
        if isinstance(target, str):
            return target
        author = self._people.get(upload.author)
        if author is None or target.author != author:
            return "author without a membership"
        if self._counts[target.id] >= self._most:
            return _FULL
        self._counts[target.id] += 1
        return author


@importers.handles(ImportUploads)
def import_uploads(context: Context, command: ImportUploads) -> ImportResult:
    """Attach each, and map it in the same transaction."""
    batch = Batch(context, command, UPLOAD, (upload.external_id for upload in command.uploads))
    targets = TargetPosts(context, command.source, (upload.post for upload in command.uploads))
    for upload in command.uploads:
        if batch.is_imported(upload.external_id):
            continue
        target = targets.resolve(upload.post)
        refused = target if isinstance(target, str) else _attach(context, upload, PostId(target.id))
        if refused:
            batch.skip(refused)
        else:
            batch.mark_imported(upload.external_id, upload.attachment)
    return batch.finish()


def _attach(context: Context, upload: StoredUpload, post: PostId) -> str:
    """Attach a file as `AttachFile` does; gives why it is not, or an empty text."""
    settings = context.settings(PostSettings)
    try:
        check_file(
            upload.size,
            upload.media_type,
            max_bytes=settings.max_attachment_bytes,
            allowed=settings.media_types,
        )
    except Invalid as invalid:
        return reason_of(invalid)
    if not context.rows(sql.LOCK_POST, post=post):
        return "post removed"
    stored = context.one(
        sql.STORE,
        id=upload.attachment,
        this_attempt=upload.attempt,
        new_size=upload.size,
        new_media_type=upload.media_type,
        new_digest=upload.digest,
    )
    if stored is None:
        return "announced too long ago"
    most = settings.max_attachments
    if not context.run(sql.ATTACH, id=upload.attachment, new_post=post, most=most, now=context.now):
        return _FULL
    context.emit(FileAttached(attachment=upload.attachment, post=post))
    return ""
