"""Assets whose file is deleted are gone."""

from commkit import Context
from commkit.posts import AttachmentDeleted
from commkit_media.press.assets import statements as sql
from commkit_media.press.feature import press_feature


@press_feature.reacts_to(AttachmentDeleted)
def follow_file(context: Context, fact: AttachmentDeleted) -> None:
    """Withdraw the asset of the file, if it is that of one."""
    context.run(sql.WITHDRAW_FILE, file_id=fact.attachment, at=context.now)
