"""Which files of an export the community takes, by the settings of its attachments."""

from commkit.importers.feature import importers
from commkit.importers.mapping import UPLOAD, find_mapped
from commkit.importers.messages import ListRefusedFiles
from commkit.importers.records import ExternalFile
from commkit.posts import PostSettings
from commkit.posts.attachments.policy import check_file
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context

ALREADY = "already imported"
"""The reason of a file that its post has already."""


@importers.handles(ListRefusedFiles)
def list_refused_files(context: Context, query: ListRefusedFiles) -> dict[str, str]:
    """Check each as an upload is checked, and what of the source there is already."""
    settings = context.settings(PostSettings)
    reasons = {file.external_id: _reason(file, settings) for file in query.files}
    if query.source:
        ids = [file.external_id for file in query.files if _may_fit(file, reasons[file.external_id])]
        reasons |= {id: ALREADY for id, _ in find_mapped(context, query.source, UPLOAD, ids)}
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


def _may_fit(file: ExternalFile, reason: str) -> bool:
    """Whether nothing is known yet that refuses a file, of which nobody has said what it is."""
    return not reason or (not file.media_type and reason.startswith("media type"))


def reason_of(invalid: Invalid) -> str:
    """The first fault of a file in the words of reports: `size out of range`."""
    fault = invalid.errors[0]
    return f"{fault.path.replace('_', ' ')} {fault.code.replace('_', ' ')}"
