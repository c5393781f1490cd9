"""The rules of writing and reviewing; no database."""

import json
from collections.abc import Collection, Mapping

from commkit import CommunityType, Conflict, Context, Denied, Invalid, MemberId, PostKind
from commkit.fields import Field, FieldValue
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState, article_kind


def require_kind(type: CommunityType, name: str) -> PostKind:
    """The kind of article of that name.

    Raises:
        Invalid: The type has none.
    """
    kind = article_kind(type, name)
    if kind is None:
        known = ", ".join(its.name for its in type.post_kinds if article_kind(type, its.name) is not None)
        raise Invalid.field(
            "kind", "unknown_kind", f"choose a kind of article: {known or 'this type has none'}"
        )
    return kind


def writes(context: Context, article: Article) -> bool:
    """Whether the actor may change an article: as one of its authors, or for the desk."""
    return context.can("articles.edit") or context.member_or_none in article.authors


def check_writes(context: Context, article: Article) -> None:
    """Check that the actor may change an article.

    Raises:
        Denied: The actor is none of its authors; who is asked to be one accepts first.
    """
    if not writes(context, article):
        raise Denied(
            "articles.not_author", "only its authors and the desk do this; accept first if you are asked"
        )


def check_unpublished(article: Article) -> None:
    """Check that an article may still be published.

    Raises:
        Conflict: It was published or retired.
    """
    if not article.is_unpublished:
        raise Conflict(
            "articles.not_a_draft", f"this article is {article.state}; correct it, or begin another one"
        )


def check_version(article: Article, version: int) -> None:
    """Check that a decision is about the version that an article has.

    Raises:
        Conflict: It has another one by now.
    """
    if article.version != version:
        raise Conflict(
            "articles.other_version",
            f"it has version {article.version} by now; read that one first",
            current=article.version,
        )


def check_state(article: Article, *states: ArticleState) -> None:
    """Check that an article is in one of some states.

    Raises:
        Conflict: It is in another one.
    """
    if article.state not in states:
        raise Conflict(
            "articles.wrong_state",
            f"this article is {article.state}; this needs one that is {' or '.join(states)}",
            state=article.state.value,
        )


def wrote(article: Article, members: Collection[MemberId]) -> bool:
    """Whether one of some members is among the authors of an article, or saved its last version.

    Args:
        article: The article.
        members: Those who count as one, see `own_members`: neither an agent nor its person approves what one of them
            wrote.
    """
    return article.saved_by in members or any(author in members for author in article.authors)


def is_approved(article: Article) -> bool:
    """Whether the last version of an article is the one that a reviewer approved."""
    return article.approved_version == article.version


def missing_fields(type: CommunityType, article: Article) -> tuple[Field, ...]:
    """The fields that the kind of an article requires and that it has no value of.

    Args:
        type: The community's type.
        article: The article.
    """
    declared = type.declared_fields("post", article.kind)
    return tuple(field for field in declared if field.required and field.name not in article.fields)


def check_complete(type: CommunityType, article: Article) -> None:
    """Check that an article has what its kind requires.

    Raises:
        Conflict: It lacks a field; the sentence names all that it lacks.
    """
    missing = missing_fields(type, article)
    if missing:
        names = ", ".join(field.label or field.name for field in missing)
        raise Conflict(
            "articles.fields_missing",
            f"a {article.kind} needs these first: {names}; give them with EditArticle",
            fields=[field.name for field in missing],
        )


def write_values(values: Mapping[str, FieldValue]) -> str | None:
    """The values of fields as they are stored; None for none."""
    return json.dumps(dict(values), sort_keys=True) if values else None


def read_values(stored: str | None) -> dict[str, FieldValue]:
    """The values of fields as they were stored; none where these were erased."""
    found: dict[str, FieldValue] = json.loads(stored) if stored else {}
    return found
