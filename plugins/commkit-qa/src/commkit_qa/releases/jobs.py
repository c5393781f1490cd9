"""The worker's command of releases: to ask who knows whether posts still work, batch by batch."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from commkit import Command, Context, MemberId
from commkit.posts import PostId
from commkit.storage import LAST_ID, schedule_command
from commkit_qa.freshness.policy import range_of, version_rank
from commkit_qa.releases import statements as sql
from commkit_qa.releases.facts import RecheckRequested
from commkit_qa.releases.feature import ReleaseSettings, release_feature
from commkit_qa.releases.policy import is_asked_about
from commkit_qa.releases.queries import ranked_releases
from commkit_qa.releases.records import Recheck, Release, ReleaseId

_BATCH_SIZE = 100


@frozen
class AskAboutRelease(Command[int]):
    """Ask about a batch of 100 posts whether they still work in a release, then come back for the next one.

    Attributes:
        release: The release.
        before: Go on with posts that are older than this one; None for the first batch.

    Returns:
        How many members were asked.
    """

    permission = "qa.ask_about_release"

    release: ReleaseId
    before: PostId | None = None


@release_feature.handles(AskAboutRelease)
def ask_about_release(context: Context, command: AskAboutRelease) -> int:
    """Choose whom to ask, add a row for each, and schedule the next batch unless the limit is reached."""
    settings = context.settings(ReleaseSettings)
    release = context.one(sql.ONE, id=command.release)
    if release is None or not settings.most_per_member:
        return 0
    ((asked,),) = context.rows(sql.ASKED_IN_ALL, release=release.id)
    claims = context.rows(
        sql.CLAIMS, product=release.product, before=command.before or LAST_ID, size=_BATCH_SIZE
    )
    due = _asked_about(context, release, claims)
    left = settings.most_in_all - asked
    made = 0
    for post, member in _whom_to_ask(context, release, due, settings)[: max(left, 0)]:
        row = Recheck(release.id, post, member, context.now, context.now + settings.ask_for)
        if context.run(sql.ADD_RECHECK, row):
            context.emit(RecheckRequested(release=release.id, post=post, member=member))
            made += 1
    if len(claims) == _BATCH_SIZE and made < left:
        last = PostId(claims[-1][0])
        schedule_command(context, AskAboutRelease(release.id, last), at=context.now, as_system=True)
    return made


def _asked_about(
    context: Context, release: Release, claims: Sequence[tuple[Any, ...]]
) -> dict[PostId, MemberId | None]:
    """The posts of a batch that the release asks about, with their authors, the newest first."""
    rank = version_rank(release.version)
    known = [its for its, _ in ranked_releases(context, [release.product]).get(release.product, ())]
    former = max((its for its in known if its < rank), default=None)
    return {
        post: author
        for post, since, until, author in claims
        if is_asked_about(range_of(since, until), rank, former)
    }


def _whom_to_ask(
    context: Context, release: Release, due: Mapping[PostId, MemberId | None], settings: ReleaseSettings
) -> list[tuple[PostId, MemberId]]:
    """Post and member: the author, then who confirmed it last; nobody too often, and nobody who has said it already."""
    if not due:
        return []
    posts = sorted(due)
    candidates: dict[PostId, list[MemberId]] = defaultdict(list)
    for post, author in due.items():
        candidates[post] += [author] if author is not None else []
    for post, member in context.rows(
        sql.CONFIRMERS, posts=posts, product=release.product, most=settings.most_per_post
    ):
        candidates[post] += [member] if member not in candidates[post] else []
    members = sorted({member for each in candidates.values() for member in each})
    here = dict(context.rows(sql.MEMBERS_TO_ASK, release=release.id, members=members)) if members else {}
    said = set(
        context.rows(sql.REPORTED, posts=posts, product=release.product, version_key=release.version_key)
    )
    asked = Counter(here)
    found = []
    for post in due:
        may = [member for member in candidates[post] if member in here and (post, member) not in said]
        free = [member for member in may if asked[member] < settings.most_per_member]
        for member in free[: settings.most_per_post]:
            asked[member] += 1
            found.append((post, member))
    return found
