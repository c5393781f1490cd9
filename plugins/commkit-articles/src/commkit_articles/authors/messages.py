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
