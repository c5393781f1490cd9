"""How a change of type is planned, and how changes and compositions are read."""

from uuid import UUID

from commkit.communities import read_own_settings
from commkit.community_types import statements as sql
from commkit.community_types.feature import community_types
from commkit.community_types.messages import ListTypeChanges, PlanTypeChange, ReadTypeComposition
from commkit.community_types.policy import (
    find_exposures,
    fingerprint_of,
    lost_deliveries,
    lost_features,
    lost_fields,
    lost_posts,
    lost_reactions,
    lost_rules,
    lost_scheduled,
    lost_settings,
    lost_standing,
)
from commkit.community_types.records import (
    LossKind,
    TypeChange,
    TypeChangePlan,
    TypeComposition,
    TypeLoss,
)
from commkit.fields import count_field_values
from commkit.posts import count_posts_by_kind
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.delivery.holding import open_deliveries
from commkit.runtime.delivery.scheduled import waiting_commands
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="community_types.changes")


@community_types.handles(PlanTypeChange)
def plan_type_change(context: Context, query: PlanTypeChange) -> TypeChangePlan:
    """Compare both types, and count what is there."""
    check_type(context, query.type)
    return make_plan(context, query.type)


@community_types.handles(ListTypeChanges)
def list_type_changes(context: Context, query: ListTypeChanges) -> Page[TypeChange]:
    """A page by id, which rises with time."""
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    limit = page_size(query.limit)
    return _BY_ID.page(
        context.rows(sql.PAGE, after=after, size=limit + 1), limit, lambda change: (change.id,)
    )


@community_types.handles(ReadTypeComposition)
def read_type_composition(context: Context, query: ReadTypeComposition) -> TypeComposition:
    """What the registry says."""
    return context.registry.composition_of(query.type or context.community.type)


def check_type(context: Context, type: str) -> None:
    """Check that the community can be given a type.

    Raises:
        Invalid: There is no such type, or it has it already.
    """
    known = sorted(set(context.registry.types) - {context.community.type})
    if type not in known:
        choice = f"choose one of: {', '.join(known)}" if known else "the Kit has no other"
        code = "same_type" if type == context.community.type else "unknown_type"
        raise Invalid.field("type", code, f"this community cannot be given the type {type!r}; {choice}")


def make_plan(context: Context, type: str) -> TypeChangePlan:
    """Say what a change of this community's type would do."""
    old, new = context.dispatch, context.dispatch_of(type)
    holders = {(role, trust): count for role, trust, count in context.rows(sql.ROLES)}
    losses = [
        *_lost_rows(context, old, new),
        *lost_posts(old, new, count_posts_by_kind(context)),
        *lost_fields(old, new, count_field_values(context)),
        *lost_reactions(new, dict(context.rows(sql.REACTIONS))),
        *lost_standing(old, new, holders),
        *lost_settings(new, read_own_settings(context)),
        *lost_scheduled(new, waiting_commands(context), context.registry.messages),
        *lost_deliveries(new, open_deliveries(context)),
    ]
    ordered = tuple(sorted(losses, key=lambda loss: (loss.kind, loss.name)))
    formers = list(_former(context, old, type))
    exposures = (*find_exposures(formers, new, holders.keys()), *lost_rules(formers, new))
    before = context.community.type
    return TypeChangePlan(before, type, ordered, exposures, fingerprint_of(before, type, ordered, exposures))


def _lost_rows(context: Context, old: DispatchTable, new: DispatchTable) -> list[TypeLoss]:
    """The features that the new type lacks, with the rows of the tables that no feature of it shares."""
    features = context.registry.features
    kept = {table for name in new.features if (its := features[name].tables) for table in its.tables}
    found = []
    for name in lost_features(old, new):
        tables = its.tables.values() if (its := features[name].tables) is not None else ()
        rows = 0
        for table in tables:
            if table.name not in kept and "community_id" in table.c:
                ((count,),) = context.rows(sql.count_rows(table))
                rows += count
        found.append(TypeLoss(LossKind.FEATURE, name, rows))
    return found


def _former(context: Context, old: DispatchTable, type: str) -> list[DispatchTable]:
    """The tables of all types that this community has had, but for the one that it would get."""
    names = {before for (before,) in context.rows(sql.FORMER_TYPES)} - {type, old.community_type.name}
    return [old, *(context.dispatch_of(name) for name in sorted(names & context.registry.types.keys()))]
