"""Handlers of the offer to be the author of an article, and of what answers it."""

from attrs import evolve

from commkit import Conflict, Context, Denied, MemberId
from commkit.members import Membership
from commkit_articles.authors import statements as sql
from commkit_articles.authors.facts import LeadChanged, LeadOffered, LeadOfferEnded
from commkit_articles.authors.messages import AcceptLeadAuthorship, EndLeadOffer, OfferLeadAuthorship
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.handlers import save
from commkit_articles.desk.policy import check_unpublished
from commkit_articles.desk.records import Article


@desk_feature.handles(OfferLeadAuthorship)
def offer_lead_authorship(context: Context, command: OfferLeadAuthorship) -> Article:
    """Keep who is asked; it is their consent that makes them the author."""
    before = context.get(Article, command.article)
    check_unpublished(before)
    if context.member_or_none != before.author and not _stands_in(context, before):
        raise Denied(
            "articles.not_author",
            "only its author offers this, and stewards do once the author is no member any more",
        )
    member = context.get(Membership, command.member)
    if member.id == before.author:
        raise Conflict("articles.is_author", "they are its author already")
    after = save(context, before, evolve(before, offered_to=member.id))
    context.emit(LeadOffered(article=after.id, member=member.id))
    return after


@desk_feature.handles(AcceptLeadAuthorship)
def accept_lead_authorship(context: Context, command: AcceptLeadAuthorship) -> Article:
    """Save the article, which lets one of two do it; then change the author, and keep the credit of the former one."""
    before, me = context.get(Article, command.article), context.member
    check_unpublished(before)
    if before.offered_to != me:
        raise Conflict("articles.not_asked", "nobody asks you to be the author of this article")
    saved = save(context, before, evolve(before, offered_to=None))
    context.run(sql.SET_AUTHOR, article=before.id, new_author=me)
    context.run(sql.REMOVE, article=before.id, member=me)
    others = tuple(member for member in saved.coauthors if member != me)
    if _is_known(context, before.author):
        context.run(
            sql.INVITE,
            article=before.id,
            member=before.author,
            invited_by=me,
            invited_at=context.now,
            accepted_at=context.now,
        )
        others = (*others, before.author)
    context.emit(LeadChanged(article=before.id, before=before.author, after=me))
    return evolve(saved, author=me, coauthors=others)


@desk_feature.handles(EndLeadOffer)
def end_lead_offer(context: Context, command: EndLeadOffer) -> Article:
    """Ask nobody any more."""
    before = context.get(Article, command.article)
    if not context.can("articles.edit") and context.member_or_none not in (before.author, before.offered_to):
        raise Denied("articles.not_author", "only who is asked, the author and the desk end this offer")
    if before.offered_to is None:
        raise Conflict("articles.no_offer", "nobody is asked to be the author of this article")
    after = save(context, before, evolve(before, offered_to=None))
    context.emit(LeadOfferEnded(article=after.id))
    return after


def _stands_in(context: Context, article: Article) -> bool:
    """Whether the actor may act for an author who is no member any more."""
    return context.can("articles.reassign") and not context.rows(sql.HERE, members=[article.author])


def _is_known(context: Context, author: MemberId) -> bool:
    """Whether a former author was not erased: their credit goes with them."""
    return context.one(sql.NAMED, member=author) is not None
