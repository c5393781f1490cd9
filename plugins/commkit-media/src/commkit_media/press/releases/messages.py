"""The commands and queries of releases."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text
from commkit_articles import ArticleId
from commkit_media.press.releases.records import EmbargoReader, PressRelease, PressReleaseId, ReleaseView

LocalTime = Annotated[str, Text(max=19, multiline=False)]
ZoneName = Annotated[str, Text(max=64, multiline=False)]


@frozen
class SetEmbargo(Command[PressRelease]):
    """Put an article under an embargo for the press, or give it another moment; the worker publishes it then.

    Until that moment those who are accredited and agree to the embargo read it, and nobody else outside of the desk.
    From that moment on everybody does, to the second, whether the worker has come or not. Who agreed to another moment
    has to agree again.

    Attributes:
        article: The article: approved where reviews are required, for no audience, and in no space.
        local_time: When the embargo ends, as clocks in the time zone show it: `2026-05-01T18:00:00`.
        time_zone: The name of an IANA time zone, such as `Europe/Vienna`.
        fold: Of a local time that occurs twice, which one: 0 for the first, 1 for the second.

    Raises:
        Invalid: The article is of another kind (`PressSettings.kinds`); clocks skip the local time, show it twice and
            `fold` is left out, or show it once and it is given; or the moment is past.
        Conflict: The article is for an audience, or the desk refuses its schedule: see `ScheduleArticle`.
    """

    permission = "media.manage_press"
    personal = ()

    article: ArticleId
    local_time: LocalTime
    time_zone: ZoneName
    fold: int | None = field(default=None, kw_only=True)


@frozen
class AcceptEmbargo(Command[EmbargoReader]):
    """Agree not to tell of a release before its embargo ends.

    Attributes:
        release: The release.
        ends_at: The end of the embargo that the reader was shown.

    Raises:
        Denied: The actor is not accredited (`media.not_accredited`).
        Conflict: The embargo is over, or ends at another moment by now (`media.other_embargo`).
    """

    permission = "media.read_embargoed"

    release: PressReleaseId
    ends_at: datetime


@frozen
class OpenRelease(Command[ReleaseView]):
    """Read a release under embargo, which is kept for the editors: who, when, and which version.

    Where the embargo is over, it is read as `ReadRelease` does, and nothing is kept.

    Attributes:
        release: The release.

    Raises:
        Denied: The actor is not accredited, or did not agree to the embargo as it is now
            (`media.embargo_not_accepted`).
    """

    permission = "media.read_embargoed"

    release: PressReleaseId


@frozen
class ReadRelease(Query[ReleaseView]):
    """Read a release; under an embargo those who are accredited learn its end, and read the text by `OpenRelease`.

    Attributes:
        release: The release.

    Raises:
        NotFound: There is no such release for this actor; one under embargo is no other than none for who is not
            accredited.
    """

    permission = "media.read_press"

    release: PressReleaseId


@frozen
class FindRelease(Query[PressRelease]):
    """Find the release of an article.

    Attributes:
        article: The article.

    Raises:
        NotFound: There is none for this actor.
    """

    permission = "media.read_press"

    article: ArticleId


@frozen(kw_only=True)
class ListReleases(Query[Page[ReleaseView]]):
    """List the releases that the reader may see, without their texts, what was made last first.

    Attributes:
        after: The `next` of the page before.
        limit: Releases on a page, 1 to 100.
    """

    permission = "media.read_press"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListEmbargoReaders(Query[Page[EmbargoReader]]):
    """List who agreed to the embargo of a release, and when they read it.

    Attributes:
        release: The release.
        after: The `next` of the page before.
        limit: Members on a page, 1 to 100.
    """

    permission = "media.manage_press"
    personal = ()

    release: PressReleaseId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
