"""How the type of a community is changed and changed back: one transaction, and nothing is deleted."""

from attrs import evolve

from commkit.communities import CommunityTypeChanged, lock_community, set_type
from commkit.community_types import statements as sql
from commkit.community_types.feature import community_types
from commkit.community_types.messages import ChangeType, UndoChangeType
from commkit.community_types.policy import grown, key_of, visible_kinds
from commkit.community_types.queries import check_type, make_plan
from commkit.community_types.records import TypeChange, TypeChangeId, TypeChangePlan
from commkit.posts import hide_posts, recount_answers, show_posts
from commkit.runtime.delivery.holding import release_deliveries
from commkit.runtime.delivery.scheduled import release_scheduled
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.serialization import from_json, to_json


@community_types.loads(TypeChange)
def fetch_type_change(context: Context, id: TypeChangeId) -> TypeChange | None:
    """Load a change, for those who may read about types."""
    return context.one(sql.ONE, id=id) if context.can("community_types.read") else None


@community_types.handles(ChangeType)
def change_type(context: Context, command: ChangeType) -> TypeChange:
    """Make the plan again while nobody else can commit, and change the type if it still says the same."""
    check_type(context, command.type)
    lock_community(context)
    plan = make_plan(context, command.type)
    if plan.fingerprint != command.fingerprint:
        raise Conflict(
            "community_types.plan_outdated",
            "something changed since the plan was made; look at the plan again, when less happens here",
            fingerprint=plan.fingerprint,
        )
    _check_exposes_nothing(plan)
    _switch(context, command.type)
    made = TypeChange(
        id=TypeChangeId(context.new_id()),
        before=plan.before,
        after=plan.after,
        member=context.member_or_none,
        at=context.now,
        undone_at=None,
    )
    baseline = {key_of(loss): loss.count for loss in make_plan(context, plan.before).losses}
    context.run(sql.ADD, made, baseline=to_json(baseline))
    return made


@community_types.handles(UndoChangeType)
def undo_change_type(context: Context, command: UndoChangeType) -> TypeChange:
    """Give the community its former type back, unless there is more than before of what that one lacks."""
    change = context.get(TypeChange, command.change)
    lock_community(context)
    latest = context.one(sql.LATEST)
    if latest is None or latest[0] != change.id or context.community.type != change.after:
        raise Conflict(
            "community_types.not_the_last", "only the last change of type that holds can be undone"
        )
    context.dispatch_of(change.before)
    plan = make_plan(context, change.before)
    if context.rows(sql.DONE_SINCE, since=change.at):
        _check_exposes_nothing(plan)
    depending = grown(plan.losses, from_json(latest[1]))
    if depending:
        raise Conflict(
            "community_types.depended_on",
            f"what is here since depends on the new type: {', '.join(depending)}; use ChangeType, which hides it",
            depending=", ".join(depending),
        )
    _switch(context, change.before)
    context.run(sql.SET_UNDONE, id=change.id, now=context.now)
    return evolve(change, undone_at=context.now)


def _check_exposes_nothing(plan: TypeChangePlan) -> None:
    """Check that nobody could read what was hidden from them until then.

    Raises:
        Conflict: Somebody could.
    """
    if not plan.exposures:
        return
    first = plan.exposures[0]
    if first.rule:
        raise Conflict(
            "community_types.exposes",
            f"this type lacks the rule {first.rule!r}, which hides things here; use a type with its feature",
            rule=first.rule,
        )
    raise Conflict(
        "community_types.exposes",
        f"with this type the role {first.role!r} could read what was hidden from it ({first.permission!r}); "
        "let the type grant that to no such role",
        permission=first.permission,
    )


def _switch(context: Context, type: str) -> None:
    """Give the community another type, with all that follows from it; its row is locked."""
    old, new = context.dispatch, context.dispatch_of(type)
    if "posts" in old.features:
        hide_posts(context, visible_kinds(new))
    set_type(context, type)
    if "posts" in new.features:
        show_posts(context, visible_kinds(new))
    recount_answers(context, old.community_type, new.community_type)
    release_scheduled(context)
    release_deliveries(context)
    context.emit(CommunityTypeChanged(before=old.community_type.name, after=type))
