"""The commands of co-authors."""

from attrs import frozen

from commkit import Command, MemberId
from commkit_articles.desk.records import Article, ArticleId


@frozen
class InviteCoAuthor(Command[Article]):
    """Ask a member to be a co-author, by its authors or the desk. They see the article, and are named once they accept.

    Raises:
        NotFound: There is no such member.
        Conflict: They write it or are asked already, the article has 20 co-authors, or it was retired.
    """

    permission = "articles.write"

    article: ArticleId
    member: MemberId


@frozen
class AcceptCoAuthorship(Command[Article]):
    """Be a co-author from now on, as the actor was asked to.

    Raises:
        Conflict: Nobody has asked the actor, or they have accepted already.
    """

    permission = "articles.write"

    article: ArticleId


@frozen
class RemoveCoAuthor(Command[Article]):
    """Remove a co-author, or ask them no more: by themselves, by the author, or by the desk.

    Returns:
        The article as it was, without them; who removes themselves does not see it any more.

    Raises:
        Denied: Neither the actor themselves, nor their article.
        Conflict: They neither write it nor are asked.
    """

    permission = "articles.write"

    article: ArticleId
    member: MemberId


@frozen
class OfferLeadAuthorship(Command[Article]):
    """Ask a member to be the author of an article, instead of the actor, or instead of an author who is gone.

    They see the article, and accept or not; a new offer takes the place of the one before. Whose post a published
    article is stays as it is.

    Raises:
        NotFound: There is no such member.
        Denied: The actor is not its author; or its author is still a member, or the actor may not stand in for one who
            is gone (`articles.reassign`).
        Conflict: It was published or retired, or they are its author (`articles.is_author`).
    """

    permission = "articles.write"

    article: ArticleId
    member: MemberId


@frozen
class AcceptLeadAuthorship(Command[Article]):
    """Be the author of an article from now on, as the actor was asked to; who was it stays named, as a co-author.

    Raises:
        Conflict: Nobody asks the actor (`articles.not_asked`), or it was published or retired.
    """

    permission = "articles.write"

    article: ArticleId


@frozen
class EndLeadOffer(Command[Article]):
    """Decline to be the author of an article, or take that offer back: by who is asked, the author, or the desk.

    Returns:
        The article as it was, without the offer; who declines does not see it any more, unless as a co-author.

    Raises:
        Conflict: Nobody is asked (`articles.no_offer`).
    """

    permission = "articles.write"

    article: ArticleId
