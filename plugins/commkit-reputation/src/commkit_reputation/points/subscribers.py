"""How the worker keeps the ledger: it books what facts tell, and reviews what changes of posts and members touch.

Subscribers, and no reactions: who votes, accepts or removes waits for no sum of somebody else, is refused by none of
them, and holds nothing that another one waits for; two members who vote for each other at once meet only in the worker.
"""

from collections.abc import Iterator

from commkit import Delivery, Fact
from commkit.communities import CommunityTypeChanged, SettingsUpdated
from commkit.members import MembershipStatusChanged
from commkit.posts import (
    PostMoved,
    PostRemoved,
    PostRestored,
    PostsHidden,
    PostsShown,
    ReactionAdded,
    ReactionRemoved,
    ThreadMoved,
    ThreadsMerged,
    ThreadSplit,
)
from commkit.privacy import PersonErased
from commkit_reputation.points.feature import point_feature
from commkit_reputation.points.jobs import BookEvidence, BookVote, RebuildReputation, ReviewEvidence
from commkit_reputation.points.policy import told_by
from commkit_reputation.points.records import Evidence, VoteEvidence
from commkit_reputation.policy import PRIVILEGES


@point_feature.subscribes_to_declared(Evidence)
def book_facts(delivery: Delivery, fact: Fact) -> None:
    """Book what a fact tells of each declared evidence that names it."""
    with delivery.context() as context:
        for each in context.declared(Evidence):
            told = told_by(each, fact) if isinstance(fact, each.facts) else None
            if told is None or fact.id is None:
                continue
            context.do(
                BookEvidence(
                    evidence=each.name,
                    about=told.about,
                    members=told.members,
                    giver=told.giver,
                    given=told.given,
                    fact=fact.id,
                    at=fact.at or delivery.now,
                    within=told.within,
                )
            )


@point_feature.subscribes_to_declared(VoteEvidence)
def book_votes(delivery: Delivery, fact: ReactionAdded | ReactionRemoved) -> None:
    """Look at the reactions of a member to a post."""
    if fact.actor is None or fact.id is None:
        return
    with delivery.context() as context:
        context.do(BookVote(post=fact.post, voter=fact.actor, fact=fact.id, at=fact.at or delivery.now))


@point_feature.subscribes_to(
    PostRemoved,
    PostRestored,
    PostsHidden,
    PostsShown,
    PostMoved,
    ThreadMoved,
    ThreadsMerged,
    ThreadSplit,
    MembershipStatusChanged,
    PersonErased,
)
def review_touched(delivery: Delivery, fact: Fact) -> None:
    """Review what a change touches, some of it at a time: a repeat finds nothing to change."""
    for wanted in _touched_by(fact):
        command: ReviewEvidence | None = wanted
        while command is not None:
            with delivery.context() as context:
                last = context.do(command)
            command = (
                None
                if last is None
                else ReviewEvidence(posts=wanted.posts, thread=wanted.thread, giver=wanted.giver, after=last)
            )


def _touched_by(fact: Fact) -> Iterator[ReviewEvidence]:
    match fact:
        case PostRemoved() | PostRestored() if fact.post != fact.thread:
            yield ReviewEvidence(posts=(fact.post,))
        case PostRemoved() | PostRestored() | ThreadMoved():
            yield ReviewEvidence(thread=fact.thread)
        case PostsHidden() | PostsShown():
            yield ReviewEvidence(posts=fact.posts)
            yield from (ReviewEvidence(thread=thread) for thread in fact.threads)
        case PostMoved() | ThreadsMerged():
            yield ReviewEvidence(thread=fact.into)
        case ThreadSplit():
            yield ReviewEvidence(thread=fact.post)
        case MembershipStatusChanged() | PersonErased():
            yield ReviewEvidence(giver=fact.member)
        case _:
            pass


@point_feature.subscribes_to(SettingsUpdated, CommunityTypeChanged)
def rebuild_by_new_rules(delivery: Delivery, fact: SettingsUpdated | CommunityTypeChanged) -> None:
    """Recompute everything by new settings, of points or of what is reviewed with them, and by what a type declares."""
    if isinstance(fact, CommunityTypeChanged) or fact.feature in (point_feature.name, PRIVILEGES):
        with delivery.context() as context:
            context.do(RebuildReputation(go_on=True))
