"""Who holds the permission that a fact is told to: everywhere, or where they moderate the space that it is about."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from uuid import UUID

from attrs import define, field

from commkit.runtime.model.messages import Fact
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.fact_objects import named_objects


def may_be_told(context: Context, facts: Sequence[Fact]) -> list[bool]:
    """For each fact whether the actor holds the permission that it is `visible_to`.

    It asks the database only where the permission is missing and the actor's role has it as `:space`: one statement,
    and for who moderates a space one more for each object that such facts name.

    Args:
        context: The actor's.
        facts: Facts of the context's community.
    """
    member, grants = context.member_or_none, context.grants
    places = _Places(context)
    return [
        fact.visible_to is not None
        and fact.may_concern(member)
        and (
            fact.visible_to in grants or (f"{fact.visible_to}:space" in grants and places.holds_all_of(fact))
        )
        for fact in facts
    ]


@define
class _Places:
    """The spaces that the actor moderates, and what of some facts stands in them."""

    context: Context
    _stands: dict[tuple[str, UUID], bool] = field(factory=dict, init=False)

    @cached_property
    def _moderated(self) -> frozenset[UUID]:
        return self.context.moderated_spaces()

    @cached_property
    def _placed(self) -> Mapping[str, type]:
        """The classes of records that can stand in a space, by their names."""
        loaders = self.context.dispatch.loaders
        return {record.__name__: record for record, loader in loaders.items() if loader.space is not None}

    def holds_all_of(self, fact: Fact) -> bool:
        """Whether all that a fact names and that can stand in a space stands in some that the actor moderates.

        It holds for no fact that names nothing of the kind, or only what is gone or hidden from them.
        """
        if not self._moderated:
            return False
        asked = [
            (self._placed[named.record], id)
            for named in named_objects(fact)
            if named.record in self._placed and named.field not in fact.deleted
            for id in named.ids
        ]
        return bool(asked) and all(self._holds(record, id) for record, id in asked)

    def _holds(self, record: type, id: UUID) -> bool:
        key = (record.__name__, id)
        if key not in self._stands:
            loader = self.context.dispatch.loaders[record]
            found = loader.fetch(self.context, id)
            space = (
                loader.space(self.context, found) if found is not None and loader.space is not None else None
            )
            self._stands[key] = space is not None and space in self._moderated
        return self._stands[key]
