"""How articles are published, corrected and retired."""

from typing import cast

from attrs import evolve

from commkit import CommunityType, Conflict, Context, Invalid, NotFound
from commkit.members import Membership
from commkit.posts import (
    CreateThread,
    EditPost,
    Post,
    blank_revisions,
    open_thread,
    perform_edit,
    perform_state_change,
)
from commkit_articles.desk.facts import ArticleDropped
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.handlers import cancel_schedule, record_action, save
from commkit_articles.desk.messages import Markup
from commkit_articles.desk.policy import check_complete, check_version
from commkit_articles.desk.records import Article, DeskAction
from commkit_articles.policy import ArticleState
from commkit_articles.publishing import statements as sql
from commkit_articles.publishing.facts import ArticleCorrected, ArticlePublished, ArticleRetired
from commkit_articles.publishing.messages import CorrectArticle, PublishArticle, RetireArticle, RetractArticle
from commkit_articles.publishing.policy import retracted_text
from commkit_articles.schedule.policy import check_embargo, check_publishable


@desk_feature.handles(PublishArticle)
def publish_article(context: Context, command: PublishArticle) -> Post:
    """Save that it is published, which lets one of two do it; then open its thread in its author's name."""
    before = context.get(Article, command.article, need="articles.publish")
    check_publishable(before, review_required=context.settings(DeskSettings).review_required)
    check_complete(context.community_type, before)
    if command.version is not None:
        check_version(before, command.version)
    check_embargo(before, context.now)
    claimed = save(
        context, before, evolve(before, state=ArticleState.PUBLISHED, due_at=None, failure_code="")
    )
    cancel_schedule(context, claimed)
    opened = open_thread(context, _thread_of(context.community_type, before), author=_author(context, before))
    context.run(sql.SET_POST, id=before.id, new_post=opened.id, at=context.now)
    context.emit(ArticlePublished(post=opened.id))
    return opened


def _thread_of(type: CommunityType, article: Article) -> CreateThread:
    """What is published of an article; a space brings its own audience along, and a value of no field is left out."""
    declared = {field.name for field in type.declared_fields("post", article.kind)}
    return CreateThread(
        kind=article.kind,
        title=article.title,
        body=article.body,
        tags=article.tags,
        markup=cast("Markup", article.markup),
        space=article.space,
        audience=article.audience,
        made_with=article.made_with,
        fields={name: value for name, value in article.fields.items() if name in declared},
    )


def _author(context: Context, article: Article) -> Membership:
    """The membership of the author, in whose name it is published."""
    try:
        found = context.get(Membership, article.author)
    except NotFound:
        found = None
    if found is None or not found.is_current:
        raise Conflict(
            "articles.author_gone",
            "its author is no member any more; a steward offers it to somebody else first",
        )
    return found


@desk_feature.handles(CorrectArticle)
def correct_article(context: Context, command: CorrectArticle) -> Post:
    """Edit the post, which keeps what it said before, and add the note."""
    before = context.get(Article, command.article, need="articles.correct")
    if before.post is None or before.state is ArticleState.RETIRED:
        raise Conflict(
            "articles.not_published", f"this article is {before.state}; only published ones are corrected"
        )
    if (command.title, command.body, command.tags) == (None, None, None):
        raise Invalid.field("body", "nothing_changed", "give a new title, text or tags")
    for member in command.thanks:
        context.get(Membership, member)
    post = context.get(Post, before.post)
    locked = save(context, before, evolve(before, state=ArticleState.CORRECTED))
    edited = perform_edit(
        context,
        post,
        EditPost(
            post=post.id,
            version=command.version,
            title=command.title,
            body=command.body,
            tags=command.tags,
            reason=command.note,
        ),
    )
    if edited.state != ArticleState.CORRECTED:
        edited = perform_state_change(context, edited, ArticleState.CORRECTED.value, free=True)
    context.run(
        sql.ADD_CORRECTION,
        article=locked.id,
        version=edited.version,
        note=command.note,
        by=context.member_or_none,
        at=context.now,
    )
    for member in dict.fromkeys(command.thanks):
        context.run(sql.ADD_THANKS, article=locked.id, version=edited.version, member=member)
    context.emit(ArticleCorrected(post=edited.id, version=edited.version))
    return edited


@desk_feature.handles(RetireArticle)
def retire_article(context: Context, command: RetireArticle) -> Article:
    """Save that it is retired, then close its post."""
    after = _retire(context, command, DeskAction.RETIRED)
    if after.post is None:
        context.emit(ArticleDropped(article=after.id))
        return after
    _close(context, context.get(Post, after.post))
    return after


@desk_feature.handles(RetractArticle)
def retract_article(context: Context, command: RetractArticle) -> Article:
    """Save that it is retired, then leave of its post what a retraction leaves, and close that."""
    after = _retire(context, command, DeskAction.RETRACTED)
    if after.post is None:
        raise Conflict(
            "articles.not_published", "this article was never published; retire it with RetireArticle instead"
        )
    post = context.get(Post, after.post)
    left = command.text or context.settings(DeskSettings).retracted_text
    body = retracted_text(post.body, markup=post.markup, reason=command.reason, at=context.now, left=left)
    edited = perform_edit(context, post, EditPost(post=post.id, version=post.version, body=body))
    if left == "gone":
        blank_revisions(context, post.id)
    _close(context, edited)
    return after


def _retire(context: Context, command: RetireArticle | RetractArticle, what: DeskAction) -> Article:
    """Save that an article is retired, which lets one of two decide, and cancel its schedule."""
    before = context.get(Article, command.article, need="articles.retire")
    if before.state is ArticleState.RETIRED:
        raise Conflict("articles.retired", "this article is retired already")
    if command.replaced_by is not None:
        context.get(Post, command.replaced_by)
    after = save(
        context,
        before,
        evolve(
            before,
            state=ArticleState.RETIRED,
            due_at=None,
            retired_at=context.now,
            replaced_by=command.replaced_by,
        ),
    )
    cancel_schedule(context, after)
    record_action(context, after, what, command.reason)
    return after


def _close(context: Context, post: Post) -> None:
    perform_state_change(context, post, ArticleState.RETIRED.value, free=True)
    context.emit(ArticleRetired(post=post.id))
