"""How releases are announced."""

from commkit import Context
from commkit.storage import schedule_command
from commkit_qa.freshness.policy import key_of, product_named, version_rank
from commkit_qa.freshness.records import Product
from commkit_qa.releases import statements as sql
from commkit_qa.releases.facts import ReleaseAnnounced, ReleasesDue
from commkit_qa.releases.feature import release_feature
from commkit_qa.releases.jobs import AskAboutRelease
from commkit_qa.releases.messages import AnnounceRelease, PullReleases
from commkit_qa.releases.policy import check_release, is_ahead
from commkit_qa.releases.queries import ranked_releases
from commkit_qa.releases.records import Release, ReleaseId


@release_feature.handles(AnnounceRelease)
def announce_release(context: Context, command: AnnounceRelease) -> Release:
    """Add the release; of several that announce it at once, the one that adds the row tells of it, and asks."""
    product = product_named(context.declared(Product), command.product).name
    rank, key = version_rank(command.version), key_of(command.version)
    released_at = command.released_at or context.now
    check_release(released_at=released_at, notes=command.notes, now=context.now)
    known = [its for its, _ in ranked_releases(context, [product]).get(product, ())]
    made = Release(
        id=ReleaseId(context.new_id()),
        product=product,
        version=command.version,
        version_key=key,
        released_at=released_at,
        notes=command.notes,
        announced_at=context.now,
        ahead=is_ahead(rank, known),
    )
    if not context.run(sql.ADD, made):
        return context.one(sql.KNOWN, product=product, version_key=key) or made
    if made.ahead:
        schedule_command(context, AskAboutRelease(made.id), at=context.now, as_system=True)
    context.emit(ReleaseAnnounced(release=made.id, product=product, version=made.version, ahead=made.ahead))
    return made


@release_feature.handles(PullReleases)
def pull_releases(context: Context, command: PullReleases) -> None:
    """Tell the worker, which asks the port outside of any transaction."""
    ((since,),) = context.rows(sql.LAST_RELEASED)
    context.emit(ReleasesDue(since=since))
