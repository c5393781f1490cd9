"""The commands that import what is kept, and the one that hands it over to a feature."""

from itertools import chain

from commkit.importers.feature import importers
from commkit.importers.kept.keeping import Resolving, keep, offer, with_people
from commkit.importers.kept.messages import (
    HandOverImported,
    ImportBadges,
    ImportBounties,
    ImportClosings,
    ImportLinks,
    ImportPages,
    ImportPostEvents,
)
from commkit.importers.kept.policy import BADGES, BOUNTIES, CLOSINGS, EVENTS, KINDS, LINKS, PAGES
from commkit.importers.kept.records import (
    ExternalBadge,
    ExternalBounty,
    ExternalClosing,
    ExternalLink,
    ExternalPage,
    ExternalPostEvent,
    HandOver,
    ImportedBadge,
    ImportedBounty,
    ImportedClosing,
    ImportedLink,
    ImportedPage,
    ImportedPostEvent,
)
from commkit.importers.records import ImportResult
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.readers import NOBODY

_MAX_HAND_OVER = 1_000


@importers.handles(ImportLinks)
def import_links(context: Context, command: ImportLinks) -> ImportResult:
    """Keep the links whose ends are both here."""
    ends = chain.from_iterable((link.post, link.related) for link in command.links)
    found = Resolving(context, command.source, posts=ends)

    def resolve(row: ExternalLink) -> ImportedLink | str:
        post, related = found.post(row.post), found.post(row.related)
        if isinstance(post, str) or isinstance(related, str):
            return post if isinstance(post, str) else str(related)
        return ImportedLink(found.new_id(row.at), row.kind, post, related, row.at)

    return keep(context, command, LINKS, command.links, resolve)


@importers.handles(ImportBadges)
def import_badges(context: Context, command: ImportBadges) -> ImportResult:
    """Keep the badges whose members are here; one badge may be given many times."""
    found = Resolving(context, command.source, members=(badge.member for badge in command.badges))

    def resolve(row: ExternalBadge) -> ImportedBadge | str:
        member = found.member(row.member)
        if isinstance(member, str):
            return member
        return ImportedBadge(found.new_id(row.at), member, row.name, row.level, row.of_tag, row.at)

    return keep(context, command, BADGES, command.badges, resolve)


@importers.handles(ImportClosings)
def import_closings(context: Context, command: ImportClosings) -> ImportResult:
    """Keep the closings of posts that are here, with those of the voters and originals that are."""
    rows = command.closings
    found = Resolving(
        context,
        command.source,
        posts=chain.from_iterable((row.post, *row.originals) for row in rows),
        members=chain.from_iterable((row.member, *row.voters) for row in rows),
    )

    def resolve(row: ExternalClosing) -> ImportedClosing | str:
        post = found.post(row.post)
        if isinstance(post, str):
            return post
        return ImportedClosing(
            id=found.new_id(row.at),
            post=post,
            reason=row.reason,
            member=found.maybe(row.member),
            member_name=found.name(row.member, row.member_name),
            at=row.at,
            reopened=row.reopened,
            voters=found.members(row.voters),
            originals=found.posts(row.originals),
        )

    return keep(context, command, CLOSINGS, rows, resolve)


@importers.handles(ImportBounties)
def import_bounties(context: Context, command: ImportBounties) -> ImportResult:
    """Keep the bounties of posts that are here."""
    rows = command.bounties
    found = Resolving(
        context, command.source, posts=(row.post for row in rows), members=(row.member for row in rows)
    )

    def resolve(row: ExternalBounty) -> ImportedBounty | str:
        post = found.post(row.post)
        if isinstance(post, str):
            return post
        member = found.maybe(row.member)
        return ImportedBounty(found.new_id(row.at), post, row.amount, member, row.at, row.ended)

    return keep(context, command, BOUNTIES, rows, resolve)


@importers.handles(ImportPostEvents)
def import_post_events(context: Context, command: ImportPostEvents) -> ImportResult:
    """Keep what happened to posts that are here."""
    rows = command.events
    found = Resolving(
        context,
        command.source,
        posts=(row.post for row in rows),
        members=chain.from_iterable((row.member, *row.voters) for row in rows),
    )

    def resolve(row: ExternalPostEvent) -> ImportedPostEvent | str:
        post = found.post(row.post)
        if isinstance(post, str):
            return post
        return ImportedPostEvent(
            id=found.new_id(row.at),
            post=post,
            kind=row.kind,
            detail=row.detail,
            member=found.maybe(row.member),
            member_name=found.name(row.member, row.member_name),
            at=row.at,
            voters=found.members(row.voters),
        )

    return keep(context, command, EVENTS, rows, resolve)


@importers.handles(ImportPages)
def import_pages(context: Context, command: ImportPages) -> ImportResult:
    """Keep the pages of threads that are here."""
    found = Resolving(context, command.source, posts=(row.post for row in command.pages))

    def resolve(row: ExternalPage) -> ImportedPage | str:
        post = found.post(row.post)
        if isinstance(post, str):
            return post
        return ImportedPage(found.new_id(row.at), post, row.url, row.identifier, row.at)

    return keep(context, command, PAGES, command.pages, resolve)


@importers.handles(HandOverImported)
def hand_over_imported(context: Context, command: HandOverImported) -> HandOver:
    """Offer the next batch of what no feature took, and store which were taken."""
    if not 1 <= command.limit <= _MAX_HAND_OVER:
        raise Invalid.field("limit", "out_of_range", f"hand over 1 to {_MAX_HAND_OVER} at a time")
    kind = KINDS[command.kind]
    if kind.record not in context.dispatch.takers:
        raise Conflict(
            "importers.nobody_takes",
            f"no feature of a {context.community_type.name!r} community takes {command.kind}; they stay kept",
        )
    rows = context.rows(kind.statements.untaken, after=command.after or NOBODY, size=command.limit)
    offered, _ = offer(context, kind, with_people(context, rows))
    taken = [record for record in offered if record.taken_by is not None]
    context.run_many(
        kind.statements.take, [{"kept": record.id, "feature": record.taken_by} for record in taken]
    )
    return HandOver(len(rows), len(taken), rows[-1].id if rows else None)
