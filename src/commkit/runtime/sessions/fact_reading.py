"""What of a fact its reader may see at that moment: for webhooks, and for members who follow a community live.

A fact is told where its reader holds the permission that it is `visible_to`, everywhere or in the space that what it
names stands in (`fact_permissions`), and sees what it names. Of many objects the hidden ones are left out; a fact about
a hidden one is not told. What only the audit log tells, who did it, is told to that member and to readers of the log.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.errors import Denied
from commkit.runtime.model.messages import Fact
from commkit.runtime.model.types import BANNED, OUTSIDER
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.fact_objects import named_objects
from commkit.runtime.sessions.fact_permissions import may_be_told
from commkit.runtime.storage.statements import Statement, visible_before_removal
from commkit.runtime.storage.visibility import VisibleRecord
from commkit.runtime.values.serialization import dump

READ_AUDIT = "communities.read_audit"
"""Who holds it reads in the audit log who did what."""
_STAMPS = ("id", "community", "at")


def public_fields(fact: Fact) -> dict[str, Any]:
    """The fields of a fact that may leave the application: neither personal (they must stay erasable) nor inward."""
    values: dict[str, Any] = dump(fact)
    return {name: value for name, value in values.items() if name not in (*fact.personal, *fact.inward)}


def check_follower(context: Context) -> None:
    """Refuse to tell facts to who is outside: of a community that is not public, and who is banned.

    Raises:
        Denied: The actor is one of these.
    """
    if context.role in (OUTSIDER, BANNED):
        raise Denied("runtime.not_permitted", "only its members may follow this community: join it first")


def visible_facts(context: Context, facts: Sequence[Fact]) -> list[dict[str, Any] | None]:
    """For each fact the fields that the actor may see now; None where it is not for them.

    One statement for each class of objects that the facts name, however many facts there are.

    Args:
        context: The actor's.
        facts: The facts, as they were emitted in the context's community.
    """
    told = may_be_told(context, facts)
    sight = _Sight.of(context, [fact for fact, may in zip(facts, told, strict=True) if may])
    return [sight.fields_of(fact) if may else None for fact, may in zip(facts, told, strict=True)]


@frozen
class _Sight:
    """What the actor sees of the objects that some facts name.

    Attributes:
        records: The class names of the objects that can be asked for.
        visible: The class name and id of each that is visible.
        before: The same of those that were, before the facts took them out of sight.
        member: The actor's member id.
        audits: Whether the actor may know who did what.
    """

    records: frozenset[str]
    visible: frozenset[tuple[str, UUID]]
    before: frozenset[tuple[str, UUID]]
    member: UUID | None
    audits: bool

    @classmethod
    def of(cls, context: Context, facts: Collection[Fact]) -> "_Sight":
        classes = {record.__name__: record for record in context.dispatch.loaders}
        ids: dict[str, set[UUID]] = defaultdict(set)
        for fact in facts:
            for named in named_objects(fact):
                if named.record in classes and named.field not in fact.deleted:
                    ids[named.record].update(named.ids)
        away = {id for fact in facts for id in fact.took_away()}
        return cls(
            frozenset(classes),
            frozenset((name, id) for name in ids for id in context.visible_ids(classes[name], ids[name])),
            frozenset(_before(context, {name: ids[name] & away for name in ids}, away))
            if away
            else frozenset(),
            context.member_or_none,
            context.can(READ_AUDIT),
        )

    def fields_of(self, fact: Fact) -> dict[str, Any] | None:
        """The fields of a fact; None where it is not for the actor."""
        values = public_fields(fact)
        away = frozenset(fact.took_away())
        shown_any = False
        for named in named_objects(fact):
            if named.field in fact.deleted or (named.record not in self.records and named.field != "object"):
                continue
            shown = [id for id in named.ids if self._sees(named.record, id, away)]
            shown_any |= bool(shown)
            if named.ids and not shown:
                if named.field != fact.moved_from:
                    return self._places_of(fact)
                values[named.field] = None
            if isinstance(values.get(named.field), list):
                values[named.field] = [str(id) for id in shown]
        if fact.deleted and not shown_any:
            return None
        if not self.audits and (self.member is None or fact.actor != self.member):
            for name in ("actor", *fact.audited):
                values.pop(name, None)
        return values

    def _sees(self, record: str, id: UUID, away: frozenset[UUID]) -> bool:
        return (record, id) in self.visible or (id in away and (record, id) in self.before)

    def _places_of(self, fact: Fact) -> dict[str, Any] | None:
        """Of a fact that moves what the actor does not see: only where it was and is, as far as they see that."""
        ids = {named.field: [(named.record, id) for id in named.ids] for named in named_objects(fact)}
        places = [fact.moved_from] if fact.was_shown_there() else []
        seen = [
            place
            for place in (*places, fact.moved_to)
            if place is not None and self.visible.issuperset(ids.get(place, ()))
        ]
        if not seen:
            return None
        values = public_fields(fact)
        return {name: values[name] for name in (*_STAMPS, *seen)}


def _before(
    context: Context, ids: dict[str, set[UUID]], away: Collection[UUID]
) -> Iterator[tuple[str, UUID]]:
    """Those of some objects that the actor would see had they not been taken out of sight."""
    for known in context.visibility.records.values():
        name = known.record.__name__
        if ids.get(name):
            rows = context.rows(_before_removal(known), ids=list(ids[name]), spared=list(away))
            yield from ((name, id) for (id,) in rows)


@lru_cache(maxsize=256)
def _before_removal(known: VisibleRecord) -> Statement[tuple[Any, ...]]:
    return visible_before_removal(known)
