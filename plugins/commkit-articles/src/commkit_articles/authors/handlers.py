"""How co-authors are asked, accept and leave."""

from attrs import evolve

from commkit import Conflict, Context, Denied
from commkit.members import Membership
from commkit_articles.authors import statements as sql
from commkit_articles.authors.facts import CoAuthorInvited, CoAuthorJoined, CoAuthorLeft
from commkit_articles.authors.messages import AcceptCoAuthorship, InviteCoAuthor, RemoveCoAuthor
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.handlers import touch
from commkit_articles.desk.policy import check_writes
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState

MAX_COAUTHORS = 20


@desk_feature.handles(InviteCoAuthor)
def invite_coauthor(context: Context, command: InviteCoAuthor) -> Article:
    """Keep that they are asked; it is their consent that makes them a co-author."""
    before = context.get(Article, command.article)
    check_writes(context, before)
    _check_holds(before)
    member = context.get(Membership, command.member)
    after = touch(context, before)
    if member.id == before.author or not context.run(
        sql.INVITE,
        article=before.id,
        member=member.id,
        invited_by=context.member_or_none,
        invited_at=context.now,
        accepted_at=None,
    ):
        raise Conflict("articles.is_author", "they write this article, or are asked already")
    ((count,),) = context.rows(sql.COUNT, article=before.id)
    if count > MAX_COAUTHORS:
        raise Conflict("articles.too_many_authors", f"an article has {MAX_COAUTHORS} co-authors at most")
    context.emit(CoAuthorInvited(article=before.id, member=member.id))
    return after


@desk_feature.handles(AcceptCoAuthorship)
def accept_coauthorship(context: Context, command: AcceptCoAuthorship) -> Article:
    """Keep their consent."""
    before = context.get(Article, command.article)
    _check_holds(before)
    after = touch(context, before)
    if not context.run(sql.ACCEPT, article=before.id, me=context.member, now=context.now):
        raise Conflict(
            "articles.not_asked", "nobody has asked you to write this with them, or you accepted already"
        )
    context.emit(CoAuthorJoined(article=before.id, member=context.member))
    return evolve(after, coauthors=(*after.coauthors, context.member))


@desk_feature.handles(RemoveCoAuthor)
def remove_coauthor(context: Context, command: RemoveCoAuthor) -> Article:
    """Delete the row, whether they had accepted or not."""
    before = context.get(Article, command.article)
    may = context.can("articles.edit") or context.member_or_none in (before.author, command.member)
    if not may:
        raise Denied(
            "articles.not_author", "only they themselves, the author and the desk remove a co-author"
        )
    after = touch(context, before)
    if not context.run(sql.REMOVE, article=before.id, member=command.member):
        raise Conflict("articles.no_coauthor", "they neither write this article nor are asked to")
    context.emit(CoAuthorLeft(article=before.id, member=command.member))
    return evolve(after, coauthors=tuple(other for other in after.coauthors if other != command.member))


def _check_holds(article: Article) -> None:
    if article.state is ArticleState.RETIRED:
        raise Conflict("articles.retired", "this article is retired; its authors stay as they are")
