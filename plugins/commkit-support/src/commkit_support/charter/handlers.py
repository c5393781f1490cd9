"""How the charter is changed, drafts are checked, and offers are decided."""

from datetime import timedelta
from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, Denied, NotFound
from commkit.communities import lock_community
from commkit.posts import CreateThread, Post
from commkit_support.charter import statements as sql
from commkit_support.charter.facts import HelpDeskAsked, PublishedAnyway, ScopeCharterChanged, ScopeOffered
from commkit_support.charter.feature import PRIVATE_QUESTION, charter_feature
from commkit_support.charter.judging.queries import current_charter, found_topics, is_in_private, read_present
from commkit_support.charter.messages import AskHelpDesk, ChangeScopeCharter, CheckScope, PublishAnyway
from commkit_support.charter.policy import (
    check_topics,
    is_refused,
    keeps_back,
    mask_private,
    mask_shown,
    masks_private,
)
from commkit_support.charter.records import (
    OfferState,
    ScopeCharter,
    ScopeCheck,
    ScopeOffer,
    ScopeOfferId,
    ScopeTopic,
)
from commkit_support.handoff.messages import OfferHandoff
from commkit_support.handoff.ports import HelpDesk
from commkit_support.handoff.records import Handoff

DECISION_LASTS = timedelta(hours=1)
"""How long `PublishAnyway` holds, and an offer that nobody decided is told again as the same one."""


@charter_feature.loads(ScopeOffer, owner=lambda offer: offer.member)
def fetch_offer(context: Context, id: UUID) -> ScopeOffer | None:
    """The offer with this id, for staff and for whom it was made to."""
    sees_all = context.can("support.read_scope_offers")
    return context.one(sql.ONE, offer=id, me=context.member_or_none, sees_all=sees_all)


@charter_feature.handles(ChangeScopeCharter)
def change_charter(context: Context, command: ChangeScopeCharter) -> ScopeCharter:
    """Add the version; the key lets one of two who change it at once."""
    check_topics(command.topics)
    lock_community(context)  # who posts in this moment is judged by this version, or is kept before it
    made = ScopeCharter(
        command.version + 1, command.topics, context.member_or_none, context.now, command.note
    )
    is_current = current_charter(context).version == command.version
    if not is_current or not context.run(
        sql.ADD_VERSION,
        version=made.version,
        changed_by=made.changed_by,
        changed_at=made.changed_at,
        note=made.note,
    ):
        raise Conflict(
            "support.charter_changed", "somebody changed the charter; read it again, then change it"
        )
    context.run_many(
        sql.ADD_TOPICS,
        [
            {
                "version": made.version,
                "place": place,
                "name": topic.name,
                "title": topic.title,
                "why": topic.why,
                "action": topic.action,
                "finder": topic.finder,
                "words": "\n".join(topic.words),
            }
            for place, topic in enumerate(made.topics)
        ],
    )
    context.forget(read_present)
    context.emit(ScopeCharterChanged(version=made.version))
    return made


@charter_feature.handles(CheckScope)
def check_scope(context: Context, command: CheckScope) -> ScopeCheck:
    """Find the topics; where some keep a question back, that its asker is told so is stored."""
    charter = current_charter(context)
    found = found_topics(context, charter, command.title, command.body)
    kept_back = keeps_back(found) if command.reply_to is None else ()
    masks = masks_private(charter.topics)
    if command.reply_to is not None:
        masks = masks and not is_in_private(context, context.get(Post, command.reply_to).id)
    return ScopeCheck(
        topics=found,
        offer=_offer(context, charter, kept_back).id if kept_back else None,
        may_publish=not is_refused(kept_back),
        has_help_desk=context.port(HelpDesk) is not None,
        title=mask_private(command.title) if masks else command.title,
        body=mask_shown(command.body, command.markup) if masks else command.body,
    )


@charter_feature.handles(PublishAnyway)
def publish_anyway(context: Context, command: PublishAnyway) -> ScopeOffer:
    """Decide it; the next question takes it up."""
    offer = own_offer(context, command.offer)
    if offer.state is OfferState.INSISTED:
        return offer
    named = {topic.name: topic for topic in current_charter(context).topics}
    if is_refused(named[name] for name in offer.topics if name in named):
        raise Denied(
            "support.out_of_scope", "this is never answered here; ask the help desk with AskHelpDesk"
        )
    return _decide(context, offer, OfferState.INSISTED)


@charter_feature.handles(AskHelpDesk)
def ask_help_desk(context: Context, command: AskHelpDesk) -> Handoff:
    """Decide it first, which the gate of private questions asks for; then ask, and hand over."""
    offer = own_offer(context, command.offer)
    _decide(context, offer, OfferState.HANDED_OFF)
    question = context.do(
        CreateThread(
            kind=PRIVATE_QUESTION.name,
            title=command.title,
            body=command.body,
            tags=command.tags,
            markup=command.markup,
        )
    )
    context.run(sql.FILL, offer=offer.id, new_question=question.id)
    context.emit(HelpDeskAsked(offer=offer.id, question=question.id))
    topics = ", ".join(offer.topics)
    return context.do(OfferHandoff(question.id, f"It is not answered in this community: {topics}."))


def own_offer(context: Context, id: ScopeOfferId) -> ScopeOffer:
    """An offer that was made to the actor.

    Raises:
        NotFound: There is no such one.
    """
    offer = context.get(ScopeOffer, id)
    if offer.member != context.member:
        raise NotFound("support.no_offer", "there is no such offer of yours; send CheckScope")
    return offer


def settle(context: Context, offer: ScopeOffer, state: OfferState) -> ScopeOffer:
    """Change the state of an offer, if it still is what was read.

    Raises:
        Conflict: It was decided otherwise meanwhile.
    """
    if not context.run(sql.SETTLE, offer=offer.id, seen=offer.state, new_state=state, now=context.now):
        raise decided()
    return evolve(offer, state=state, settled_at=context.now)


def decided() -> Conflict:
    """The error about an offer that was decided."""
    return Conflict("support.offer_decided", "you decided that already; send CheckScope for another question")


def _decide(context: Context, offer: ScopeOffer, state: OfferState) -> ScopeOffer:
    if offer.state not in (OfferState.OPEN, OfferState.INSISTED):
        raise decided()
    after = settle(context, offer, state)
    if state is OfferState.INSISTED:
        context.emit(PublishedAnyway(offer=offer.id))
    return after


def _offer(context: Context, charter: ScopeCharter, topics: tuple[ScopeTopic, ...]) -> ScopeOffer:
    """The offer about these topics that is not decided yet, or a new one in its place."""
    names = tuple(sorted(topic.name for topic in topics))
    for before in context.rows(sql.PENDING_OF, member=context.member):
        is_recent = before.settled_at + DECISION_LASTS > context.now
        if is_recent and (before.topics, before.version) == (names, charter.version):
            return before
        settle(context, before, OfferState.LAPSED)
    made = ScopeOffer(
        id=ScopeOfferId(context.new_id()),
        member=context.member,
        topics=names,
        version=charter.version,
        state=OfferState.OPEN,
        offered_at=context.now,
        settled_at=context.now,
        question=None,
    )
    if not context.run(sql.ADD_OFFER, made):
        raise Conflict("support.offer_decided", "you checked another draft in this moment; check it again")
    context.emit(ScopeOffered(offer=made.id))
    return made
