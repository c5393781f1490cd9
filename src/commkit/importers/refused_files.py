"""Which files of an export the community takes, by the settings of its attachments."""

from commkit.importers.feature import importers
from commkit.importers.messages import ListRefusedFiles
from commkit.importers.records import ExternalFile
from commkit.posts import PostSettings
from commkit.posts.attachments.policy import check_file
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context


@importers.handles(ListRefusedFiles)
def list_refused_files(context: Context, query: ListRefusedFiles) -> dict[str, str]:
    """Check each as an upload is checked."""
    settings = context.settings(PostSettings)
    reasons = {file.external_id: _reason(file, settings) for file in query.files}
    return {id: reason for id, reason in reasons.items() if reason}


def _reason(file: ExternalFile, settings: PostSettings) -> str:
    if not settings.max_attachments:
        return "no attachments allowed"
    try:
        check_file(
            file.size,
            file.media_type,
            max_bytes=settings.max_attachment_bytes,
            allowed=settings.media_types,
        )
    except Invalid as invalid:
        return reason_of(invalid)
    return ""


def reason_of(invalid: Invalid) -> str:
    """The first fault of a file in the words of reports: `size out of range`."""
    fault = invalid.errors[0]
    return f"{fault.path.replace('_', ' ')} {fault.code.replace('_', ' ')}"
