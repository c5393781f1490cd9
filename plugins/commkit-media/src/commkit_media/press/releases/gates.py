"""What the desk may not do to a release behind the back of those who agreed to its embargo."""

from commkit import Context, Deny
from commkit_articles import ScheduleArticle
from commkit_media.press.feature import press_feature
from commkit_media.press.releases import statements as sql


@press_feature.gates(ScheduleArticle)
def check_set_as_embargo(context: Context, command: ScheduleArticle) -> Deny | None:
    """Refuse another time than that of the embargo: it is set by `SetEmbargo`, so that all agree anew."""
    release = context.one(sql.OF_ARTICLE, article=command.article)
    if release is None or release.ends_at is None or command.at == release.ends_at:
        return None
    return Deny(
        "media.set_embargo_instead",
        "this is a release: give it another moment with SetEmbargo, or lift its embargo",
    )
