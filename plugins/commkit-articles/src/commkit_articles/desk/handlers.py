"""How articles are loaded, saved, written and reviewed."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from commkit import Conflict, Context, Denied
from commkit.fields import CheckedFields, FieldValue, check_fields
from commkit.members import GroupId, own_members
from commkit.posts import Post, PostSettings, clean_tags
from commkit.spaces import SpaceId, check_kind_allowed, open_audience, open_space
from commkit.storage import cancel_scheduled
from commkit_articles.desk import statements as sql
from commkit_articles.desk.facts import (
    ArticleApproved,
    ArticleCreated,
    ArticleDeleted,
    ArticleEdited,
    ArticleSentBack,
    ArticleSubmitted,
)
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.messages import (
    ApproveArticle,
    CreateArticle,
    DeleteArticle,
    EditArticle,
    SendBackArticle,
    SubmitArticle,
)
from commkit_articles.desk.policy import (
    check_complete,
    check_state,
    check_unpublished,
    check_version,
    check_writes,
    require_kind,
    write_values,
    wrote,
)
from commkit_articles.desk.records import Article, ArticleId, DeskAction
from commkit_articles.policy import ArticleState, stale
from commkit_articles.tables import article as article_table

_DECIDED = (ArticleState.APPROVED, ArticleState.SCHEDULED, ArticleState.EMBARGOED)


@desk_feature.loads(
    Article, owner=lambda article: article.author, table=article_table, part_of=(Post, "post")
)
def fetch_article(context: Context, id: ArticleId) -> Article | None:
    """The article with this id, for its authors and the desk."""
    found = context.one(sql.ONE, id=id)
    return with_coauthors(context, [found])[0] if found is not None else None


def with_coauthors(context: Context, articles: Iterable[Article]) -> list[Article]:
    """Articles with their co-authors, in one statement for all of them."""
    found = list(articles)
    names: dict[Any, list[Any]] = {article.id: [] for article in found}
    for article, member in context.rows(sql.COAUTHORS, articles=list(names)) if found else ():
        names[article].append(member)
    return [evolve(article, coauthors=tuple(names[article.id])) for article in found]


def save(context: Context, before: Article, after: Article) -> Article:
    """Save what is changed of an article; it locks the row until the transaction ends.

    Every command that writes anything about an article saves it first, so that of two at once one is kept.

    Raises:
        Conflict: Somebody changed it since it was read.
    """
    changed = evolve(after, updated_at=context.now, change=before.change + 1)
    values = {f"new_{name}": getattr(changed, name) for name in sql.WRITTEN}
    values["new_fields"] = write_values(changed.fields)
    if not context.run(sql.SAVE, id=before.id, seen=before.change, **values):
        raise stale()
    return changed


def touch(context: Context, article: Article) -> Article:
    """Lock an article for what is written beside it.

    Raises:
        Conflict: Somebody changed it since it was read.
    """
    return save(context, article, article)


def cancel_schedule(context: Context, article: Article) -> None:
    """Cancel the scheduled commands of an article that the caller has saved, if there are any."""
    found = context.one(sql.SCHEDULED, id=article.id)
    ids = [id for id in found or () if id is not None]
    for id in ids:
        cancel_scheduled(context, id)
    if ids:
        context.run(sql.SET_SCHEDULE, id=article.id, new_scheduled=None, new_check=None, new_by=None)


def record_action(context: Context, article: Article, what: DeskAction, reason: str) -> None:
    """Keep what the desk decided, and why."""
    context.run(
        sql.ADD_ACTION,
        id=context.new_id(),
        article=article.id,
        version=article.version,
        what=what,
        by=context.member_or_none,
        at=context.now,
        reason=reason,
    )


@desk_feature.handles(CreateArticle)
def create_article(context: Context, command: CreateArticle) -> Article:
    """Store the article and its first version."""
    kind = require_kind(context.community_type, command.kind)
    values = check_fields(context, "post", command.fields, kind=kind.name)
    space, audience = place(context, kind.name, command.space, command.audience)
    created = Article(
        id=ArticleId(context.new_id()),
        kind=kind.name,
        state=ArticleState.DRAFT,
        title=command.title,
        body=command.body,
        tags=_cleaned(context, command.tags),
        markup=command.markup,
        fields=_changed({}, values),
        made_with=command.made_with,
        space=space,
        audience=audience,
        author=context.member,
        version=1,
        saved_by=context.member,
        approved_version=None,
        due_at=None,
        embargo_until=None,
        scheduled_by=None,
        failure_code="",
        post=None,
        replaced_by=None,
        taken=0,
        created_at=context.now,
        updated_at=context.now,
        published_at=None,
        retired_at=None,
        change=1,
    )
    context.run(sql.ADD, created, fields=write_values(created.fields), scheduled=None, scheduled_check=None)
    _add_version(context, created, note="")
    context.emit(ArticleCreated(article=created.id))
    return created


@desk_feature.handles(EditArticle)
def edit_article(context: Context, command: EditArticle) -> Article:
    """Save the next version; what was decided about the one before holds no more."""
    before = context.get(Article, command.article)
    check_writes(context, before)
    check_unpublished(before)
    check_version(before, command.version)
    values = check_fields(context, "post", command.fields, kind=before.kind)
    space, audience = before.space, before.audience
    if command.space is not None or command.audience is not None:
        space, audience = place(context, before.kind, command.space, command.audience)
    after = save(
        context,
        before,
        evolve(
            before,
            state=before.state if before.state is ArticleState.REVIEW else ArticleState.DRAFT,
            title=before.title if command.title is None else command.title,
            body=before.body if command.body is None else command.body,
            tags=before.tags if command.tags is None else _cleaned(context, command.tags),
            fields=_changed(before.fields, values),
            made_with=before.made_with if command.made_with is None else command.made_with,
            space=space,
            audience=audience,
            version=before.version + 1,
            saved_by=context.member_or_none,
            due_at=None,
        ),
    )
    cancel_schedule(context, after)
    _add_version(context, after, note=command.note)
    context.emit(ArticleEdited(article=after.id, version=after.version))
    return evolve(after, scheduled_by=None)


@desk_feature.handles(SubmitArticle)
def submit_article(context: Context, command: SubmitArticle) -> Article:
    """Move a draft to review."""
    before = context.get(Article, command.article)
    check_writes(context, before)
    check_state(before, ArticleState.DRAFT)
    check_version(before, command.version)
    check_complete(context.community_type, before)
    after = save(context, before, evolve(before, state=ArticleState.REVIEW))
    context.emit(ArticleSubmitted(article=after.id, version=after.version))
    return after


@desk_feature.handles(ApproveArticle)
def approve_article(context: Context, command: ApproveArticle) -> Article:
    """Approve the version that was reviewed, by somebody who did not write it."""
    before = context.get(Article, command.article, need="articles.review")
    settings = context.settings(DeskSettings)
    if not settings.allow_self_review and wrote(before, own_members(context)):
        raise Denied(
            "articles.own_article", "you or your agent wrote it; somebody else of the desk reviews it"
        )
    check_state(before, ArticleState.REVIEW)
    check_version(before, command.version)
    after = save(
        context, before, evolve(before, state=ArticleState.APPROVED, approved_version=before.version)
    )
    record_action(context, after, DeskAction.APPROVED, command.note)
    context.emit(ArticleApproved(article=after.id, version=after.version))
    return after


@desk_feature.handles(SendBackArticle)
def send_back_article(context: Context, command: SendBackArticle) -> Article:
    """Make it a draft again; it is published at no time then."""
    before = context.get(Article, command.article, need="articles.review")
    check_state(before, ArticleState.REVIEW, *_DECIDED)
    check_version(before, command.version)
    after = save(
        context, before, evolve(before, state=ArticleState.DRAFT, approved_version=None, due_at=None)
    )
    cancel_schedule(context, after)
    record_action(context, after, DeskAction.SENT_BACK, command.reason)
    context.emit(ArticleSentBack(article=after.id, version=after.version))
    return evolve(after, scheduled_by=None)


@desk_feature.handles(DeleteArticle)
def delete_article(context: Context, command: DeleteArticle) -> None:
    """Delete it with all that belongs to it, and cancel its schedule."""
    before = context.get(Article, command.article)
    if not context.can("articles.edit") and context.member_or_none != before.author:
        raise Denied("articles.not_author", "only its author and the desk delete an article")
    if before.post is not None:
        raise Conflict("articles.was_published", "readers know this article; retire it with a reason")
    locked = touch(context, before)
    cancel_schedule(context, locked)
    for statement in sql.DELETE_BELONGING:
        context.run(statement, article=before.id)
    if not context.run(sql.DELETE, id=before.id, seen=locked.change):
        raise stale()
    context.emit(ArticleDeleted(article=before.id))


def place(
    context: Context, kind: str, space: SpaceId | None, audience: GroupId | None
) -> tuple[SpaceId | None, GroupId | None]:
    """Where an article is to stand and for whom; asked again when it is published.

    Raises:
        NotFound: There is no such space or group for this actor.
        Denied: The actor is not in the audience.
        Conflict: The space is archived, takes other kinds, or has another audience.
    """
    found: GroupId | None = None
    if space is not None:
        opened = open_space(context, space)
        check_kind_allowed(opened, kind)
        found = opened.audience
        if found is not None and audience not in (None, found):
            raise Conflict(
                "articles.other_audience", "this space has an audience; leave the article's own out"
            )
    if audience not in (None, found):
        found = open_audience(context, audience)
    return space, found


def _cleaned(context: Context, tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags as they will be those of the post: no more than a thread has."""
    return clean_tags(tags, max_tags=context.settings(PostSettings).max_tags)


def _changed(before: Mapping[str, FieldValue], checked: CheckedFields) -> dict[str, FieldValue]:
    """The values of an article after an edit."""
    changed = {**before, **{field.name: value for field, value in checked.values}}
    return {name: value for name, value in changed.items() if value is not None}


def _add_version(context: Context, article: Article, *, note: str) -> None:
    context.run(
        sql.ADD_VERSION,
        article=article.id,
        version=article.version,
        title=article.title,
        body=article.body,
        tags=article.tags,
        fields=write_values(article.fields),
        author=article.author,
        saved_by=article.saved_by,
        saved_at=context.now,
        note=note,
    )
