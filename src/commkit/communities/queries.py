"""How communities and their audit log are read."""

from uuid import UUID

from attrs import evolve

from commkit.communities import statements as sql
from commkit.communities.feature import communities
from commkit.communities.messages import ListAuditEntries, ListCommunities, ReadCommunity
from commkit.communities.policy import slug_errors
from commkit.communities.records import Community
from commkit.runtime.model.records import AuditEntry
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, bad_cursor, keyset, page_size

_BY_ID = keyset(UUID, of="communities.audit_entries")
_BY_SLUG = keyset(str, of="communities.communities")


@communities.handles(ReadCommunity)
def read_community(context: Context, query: ReadCommunity) -> Community:
    """The record that the session was opened with."""
    return context.community


@communities.handles(ListAuditEntries)
def list_audit_entries(context: Context, query: ListAuditEntries) -> Page[AuditEntry]:
    """A page by id, which rises with time."""
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    limit = page_size(query.limit)
    rows = context.rows(sql.AUDIT_ENTRIES, after=after, size=limit + 1)
    entries = [_without_discreet_actor(context, entry) for entry in rows]
    return _BY_ID.page(entries, limit, lambda entry: (entry.id,))


@communities.handles(ListCommunities)
def list_communities(context: Context, query: ListCommunities) -> Page[Community]:
    """A page by slug."""
    (after,) = _BY_SLUG.decode(query.after, default=("",))
    if query.after is not None and slug_errors(after):
        raise bad_cursor()
    limit = page_size(query.limit)
    rows = context.rows(sql.LIST, after=after, size=limit + 1)
    return _BY_SLUG.page(rows, limit, lambda row: (row.slug,))


def _without_discreet_actor(context: Context, entry: AuditEntry) -> AuditEntry:
    """Hide the actor of a discreet command from everybody but the host."""
    command = context.registry.messages.get(entry.command)
    if context.actor is SYSTEM or not getattr(command, "discreet", False):
        return entry
    return evolve(entry, member=None, result=None)
