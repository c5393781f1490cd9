"""Heat is measured after each reply and report, and those are told whom a cooling concerns."""

from commkit import Delivery
from commkit.moderation import ObjectReported
from commkit.notifications import notify
from commkit.posts import Post, PostCreated, PostId
from commkit_topical.cooling import statements as sql
from commkit_topical.cooling.facts import CoolingStarted
from commkit_topical.cooling.feature import cooling_feature
from commkit_topical.cooling.handlers import open_thread_of
from commkit_topical.cooling.jobs import MeasureHeat


@cooling_feature.subscribes_to(PostCreated)
def measure_after_reply(delivery: Delivery, fact: PostCreated) -> None:
    """After a reply."""
    if fact.parent is not None:
        with delivery.context(once=True) as context:
            context.do(MeasureHeat(fact.thread))


@cooling_feature.subscribes_to(ObjectReported)
def measure_after_report(delivery: Delivery, fact: ObjectReported) -> None:
    """After a report of a post."""
    if fact.record != Post.__name__:
        return
    with delivery.context(once=True) as context:
        row = context.one(sql.THREAD_OF, post=fact.object)
        if row is not None:
            context.do(MeasureHeat(PostId(row[0])))


@cooling_feature.subscribes_to(CoolingStarted)
def tell_of_cooling(delivery: Delivery, fact: CoolingStarted) -> None:
    """Ask the two who answered each other most to pause, and tell all others who wrote in the thread why it is slow."""
    with delivery.context(once=True) as context:
        found = context.one(sql.RUNNING, thread=fact.thread)
        if found is None or found.id != fact.cooling or open_thread_of(context, fact.thread) is None:
            return
        pair = {found.first, found.second} - {None}
        others = {member for (member,) in context.rows(sql.AUTHORS, thread=fact.thread)} - pair
        notify(context, fact.name, others, record=Post.__name__, object=fact.thread)
        notify(context, "topical.pause_prompt", pair, record=Post.__name__, object=fact.thread)
