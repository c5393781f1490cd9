"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, MetaData, String, Table, Text, text

from commkit.members import membership
from commkit.posts import MadeWith, post
from commkit.storage import (
    COMMUNITY,
    Choice,
    Erasure,
    Id,
    UtcDateTime,
    Words,
    community_id,
    person,
    personal,
    plain,
)
from commkit_articles.desk.records import DeskAction
from commkit_articles.policy import ArticleState

metadata = MetaData()

article = Table(
    "commkit_articles_article",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The article's id.")),
    Column("kind", String(64), nullable=False, info=plain("The kind of post that it becomes.")),
    Column("state", Choice(ArticleState), nullable=False, info=plain("Where it is.")),
    Column(
        "title", String(300), nullable=False, info=personal("The title of its last version.", of="author")
    ),
    Column("body", Text, nullable=False, info=personal("The text of its last version.", of="author")),
    Column("tags", Words, nullable=False, info=personal("The tags of its last version.", of="author")),
    Column("markup", String(16), nullable=False, info=plain("The markup of the text.")),
    Column(
        "fields",
        Text,
        info=personal("The values of its fields, as JSON.", of="author"),
    ),
    Column("made_with", Choice(MadeWith), info=plain("How it was made; empty where nobody said it.")),
    Column("space", Id, info=plain("The space that it is published in.")),
    Column("audience", Id, info=plain("The group that it is published for.")),
    Column("author", Id, nullable=False, info=person("The member who writes it.")),
    Column("offered_to", Id, info=person("Who is asked to be its author instead.", owns=False)),
    Column(
        "version",
        Integer,
        nullable=False,
        info=plain("The number of its last version before it was published."),
    ),
    Column("saved_by", Id, info=person("Who saved that version.", owns=False)),
    Column("approved_version", Integer, info=plain("The version that a reviewer approved.")),
    Column("due_at", UtcDateTime, info=plain("When the worker publishes it.")),
    Column("embargo_until", UtcDateTime, info=plain("Before when nobody publishes it.")),
    Column("scheduled", Id, info=plain("The scheduled command that publishes it.")),
    Column("scheduled_check", Id, info=plain("The scheduled command that checks it.")),
    Column("scheduled_by", Id, info=person("Who scheduled it.", owns=False)),
    Column("failure_code", String(200), nullable=False, info=plain("The code of the error that refused it.")),
    Column("post", Id, info=plain("The post that it became.")),
    Column("replaced_by", Id, info=plain("The post to read instead of a retired one.")),
    Column(
        "taken", Integer, nullable=False, info=plain("The posts of threads that its text was taken from.")
    ),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was begun.")),
    Column("updated_at", UtcDateTime, nullable=False, info=plain("When it was last changed.")),
    Column("published_at", UtcDateTime, info=plain("When it was published.")),
    Column("retired_at", UtcDateTime, info=plain("When it was retired.")),
    Column(
        "change",
        Integer,
        nullable=False,
        info=plain("Counts its changes, so that of two at once one is kept."),
    ),
    ForeignKeyConstraint(["community_id", "author"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
"""The articles, one row each, before and after they are published."""
Index("ix_commkit_articles_article_author", article.c.community_id, article.c.author, article.c.id)
Index("ix_commkit_articles_article_state", article.c.community_id, article.c.state, article.c.id)
_POSTED = text("post IS NOT NULL")
Index(
    "uq_commkit_articles_article_post",
    article.c.community_id,
    article.c.post,
    unique=True,
    sqlite_where=_POSTED,
    postgresql_where=_POSTED,
)
Index(
    "ix_commkit_articles_article_published",
    article.c.community_id,
    article.c.published_at,
    article.c.id,
    sqlite_where=_POSTED,
    postgresql_where=_POSTED,
)

version = Table(
    "commkit_articles_text",
    metadata,
    community_id(),
    Column("article", Id, primary_key=True, info=plain("The article.")),
    Column("version", Integer, primary_key=True, info=plain("The number of the version, from 1.")),
    Column("title", String(300), nullable=False, info=personal("The title.", of="author")),
    Column("body", Text, nullable=False, info=personal("The text.", of="author")),
    Column("tags", Words, nullable=False, info=personal("The tags.", of="author")),
    Column(
        "fields",
        Text,
        info=personal("The values of its fields, as JSON.", of="author"),
    ),
    Column("author", Id, nullable=False, info=person("The author of the article.")),
    Column("saved_by", Id, info=person("Who saved it.", owns=False)),
    Column("saved_at", UtcDateTime, nullable=False, info=plain("When it was saved.")),
    Column("note", Text, nullable=False, info=personal("What was changed.", of="saved_by")),
    ForeignKeyConstraint(["community_id", "article"], [article.c.community_id, article.c.id]),
    info=COMMUNITY,
)

action = Table(
    "commkit_articles_action",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("Its id.")),
    Column("article", Id, nullable=False, info=plain("The article.")),
    Column("version", Integer, nullable=False, info=plain("The version of the article then.")),
    Column("what", Choice(DeskAction), nullable=False, info=plain("What was done.")),
    Column("by", Id, info=person("Who did it.", owns=False)),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    Column("reason", Text, nullable=False, info=personal("Why.", of="by", erase=Erasure.KEEP)),
    ForeignKeyConstraint(["community_id", "article"], [article.c.community_id, article.c.id]),
    info=COMMUNITY,
)
"""What the desk decided. Reasons stay: they are about the article, and readers of a retired one need its reason."""
Index("ix_commkit_articles_action_article", action.c.community_id, action.c.article, action.c.id)

coauthor = Table(
    "commkit_articles_coauthor",
    metadata,
    community_id(),
    Column("article", Id, primary_key=True, info=plain("The article.")),
    Column(
        "member", Id, primary_key=True, info=person("Who is asked, or writes it, too.", erase=Erasure.ROW)
    ),
    Column("invited_by", Id, info=person("Who asked.", owns=False)),
    Column("invited_at", UtcDateTime, nullable=False, info=plain("When they were asked.")),
    Column("accepted_at", UtcDateTime, info=plain("When they accepted; empty until then.")),
    ForeignKeyConstraint(["community_id", "article"], [article.c.community_id, article.c.id]),
    info=COMMUNITY,
)
Index("ix_commkit_articles_coauthor_member", coauthor.c.community_id, coauthor.c.member, coauthor.c.article)

correction = Table(
    "commkit_articles_correction",
    metadata,
    community_id(),
    Column("article", Id, primary_key=True, info=plain("The article.")),
    Column("version", Integer, primary_key=True, info=plain("The version of the post that it made.")),
    Column("note", Text, nullable=False, info=personal("What was wrong.", of="by", erase=Erasure.KEEP)),
    Column("by", Id, info=person("Who corrected it.", owns=False)),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    ForeignKeyConstraint(["community_id", "article"], [article.c.community_id, article.c.id]),
    info=COMMUNITY,
)
"""Corrections of published articles. Notes stay: they say what was wrong, whoever wrote them."""

thanks = Table(
    "commkit_articles_thanks",
    metadata,
    community_id(),
    Column("article", Id, primary_key=True, info=plain("The article.")),
    Column("version", Integer, primary_key=True, info=plain("The correction.")),
    Column("member", Id, primary_key=True, info=person("Who reported the mistake.", erase=Erasure.ROW)),
    ForeignKeyConstraint(["community_id", "article"], [article.c.community_id, article.c.id]),
    info=COMMUNITY,
)

series = Table(
    "commkit_articles_series",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("Its id.")),
    Column("title", String(300), nullable=False, info=personal("Its title.", of="by", erase=Erasure.KEEP)),
    Column("summary", Text, nullable=False, info=personal("What it is about.", of="by", erase=Erasure.KEEP)),
    Column("by", Id, info=person("Who began it.", owns=False)),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When.")),
    info=COMMUNITY,
)

part = Table(
    "commkit_articles_part",
    metadata,
    community_id(),
    Column(
        "article", Id, primary_key=True, info=plain("The article, which is a part of one series at most.")
    ),
    Column("series", Id, nullable=False, info=plain("The series.")),
    Column("position", Integer, nullable=False, info=plain("Its place in the series.")),
    ForeignKeyConstraint(["community_id", "article"], [article.c.community_id, article.c.id]),
    ForeignKeyConstraint(["community_id", "series"], [series.c.community_id, series.c.id]),
    info=COMMUNITY,
)
Index("ix_commkit_articles_part_series", part.c.community_id, part.c.series, part.c.position, part.c.article)

source = Table(
    "commkit_articles_source",
    metadata,
    community_id(),
    Column("article", Id, primary_key=True, info=plain("The article.")),
    Column("post", Id, primary_key=True, info=plain("The post that its text was taken from.")),
    Column("position", Integer, nullable=False, info=plain("Its place among the posts that were taken.")),
    Column("contributor", Id, info=person("Who wrote that post.", erase=Erasure.ROW)),
    Column("taken_at", UtcDateTime, nullable=False, info=plain("When it was taken.")),
    ForeignKeyConstraint(["community_id", "article"], [article.c.community_id, article.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
"""Which posts of threads an article was made of. A row goes with its contributor, and so does the credit."""
Index("ix_commkit_articles_source_post", source.c.community_id, source.c.post, source.c.article)
