"""How results of other plugins come: the worker takes what declared facts tell."""

from commkit import Delivery, Fact
from commkit_ladders.games.jobs import TakeResult
from commkit_ladders.games.policy import told_at, told_sides
from commkit_ladders.games.records import ResultSource
from commkit_ladders.ladders.feature import ladder_feature


@ladder_feature.subscribes_to_declared(ResultSource)
def take_facts(delivery: Delivery, fact: Fact) -> None:
    """Take what a fact tells of each declared source that names it."""
    with delivery.context() as context:
        if context.community.archived_at is not None or fact.id is None:
            return
        for source in context.declared(ResultSource):
            about = getattr(fact, source.about) if isinstance(fact, source.facts) else None
            sides = told_sides(source, fact) if about is not None else None
            if sides is None:
                continue
            context.do(
                TakeResult(
                    ladder=source.ladder,
                    source=source.name,
                    about=str(about),
                    sides=sides,
                    fact=fact.id,
                    at=told_at(source, fact) or delivery.now,
                )
            )
