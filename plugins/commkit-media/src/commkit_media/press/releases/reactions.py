"""Releases follow their articles."""

from attrs import evolve

from commkit import Context
from commkit_articles import ArticleDeleted, ArticleEmbargoLifted, ArticlePublished
from commkit_media.press.feature import PressSettings, press_feature
from commkit_media.press.releases import statements as sql
from commkit_media.press.releases.records import PressRelease, PressReleaseId


@press_feature.reacts_to(ArticlePublished)
def follow_publication(context: Context, fact: ArticlePublished) -> None:
    """Say which post a release became; an article that is published without an embargo is a release from then on."""
    found = context.one(sql.OF_POST, post=fact.post)
    if found is None:
        return
    article, kind = found
    if context.run(sql.SET_POST, article=article, new_post=fact.post):
        return
    if kind in context.settings(PressSettings).kinds:
        made = PressRelease(
            PressReleaseId(context.new_id()), article, None, None, "", "", 0, None, context.now
        )
        context.run(sql.ADD, evolve(made, post=fact.post))


@press_feature.reacts_to(ArticleEmbargoLifted)
def end_embargo(context: Context, fact: ArticleEmbargoLifted) -> None:
    """Take the embargo of the release away: nobody is bound by it any more."""
    context.run(sql.END_EMBARGO, article=fact.article)


@press_feature.reacts_to(ArticleDeleted)
def delete_with_article(context: Context, fact: ArticleDeleted) -> None:
    """Delete the release of an article that no reader knows, and who agreed to its embargo."""
    found = context.one(sql.OF_ARTICLE, article=fact.article)
    if found is not None:
        context.run(sql.DELETE_READERS, release=found.id)
        context.run(sql.DELETE, id=found.id)
