"""The tables of kept records. What a feature took stays, with the feature's name: the feature may be removed again."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, String, Table, Text

from commkit.importers.tables import metadata
from commkit.members import membership
from commkit.posts import post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain


def _columns() -> tuple[Column[Any], ...]:
    return (
        community_id(),
        Column("id", Id, primary_key=True, info=plain("Its id, in the order of time at the source.")),
        Column("at", UtcDateTime, nullable=False, info=plain("When it was, at the source.")),
        Column("taken_by", String(64), info=plain("The feature that made it its own.")),
    )


def _post(name: str, purpose: str) -> tuple[Any, ...]:
    return (
        Column(name, Id, nullable=False, info=plain(purpose)),
        ForeignKeyConstraint(["community_id", name], [post.c.community_id, post.c.id]),
    )


def _member_name() -> Column[Any]:
    return Column(
        "member_name",
        String(200),
        nullable=False,
        info=personal("The name of somebody without a membership.", of="member"),
    )


link = Table(
    "commkit_imported_link",
    metadata,
    *_columns(),
    Column("kind", String(40), nullable=False, info=plain("The kind of link.")),
    *_post("post", "The post that links."),
    *_post("related", "The post that it links to."),
    info=COMMUNITY,
)
Index("ix_commkit_imported_link_post", link.c.community_id, link.c.post, link.c.id)
Index("ix_commkit_imported_link_related", link.c.community_id, link.c.related, link.c.id)

badge = Table(
    "commkit_imported_badge",
    metadata,
    *_columns(),
    Column("member", Id, nullable=False, info=person("Who has the badge.", erase=Erasure.ROW)),
    Column("name", String(200), nullable=False, info=personal("Its name at the source.", of="member")),
    Column("level", String(40), nullable=False, info=personal("Its class at the source.", of="member")),
    Column(
        "of_tag",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether it was given for posts under a tag."),
    ),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
Index("ix_commkit_imported_badge_member", badge.c.community_id, badge.c.member, badge.c.id)

closing = Table(
    "commkit_imported_closing",
    metadata,
    *_columns(),
    *_post("post", "The post that was closed."),
    Column("reason", Text, nullable=False, info=plain("Why.")),
    Column("member", Id, info=person("Who closed it.", owns=False)),
    _member_name(),
    Column(
        "reopened",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether the closing ended then."),
    ),
    info=COMMUNITY,
)
Index("ix_commkit_imported_closing_post", closing.c.community_id, closing.c.post, closing.c.id)

original = Table(
    "commkit_imported_original",
    metadata,
    community_id(),
    Column("closing", Id, primary_key=True, info=plain("The closing of a duplicate.")),
    Column("post", Id, primary_key=True, info=plain("The post that it is a duplicate of.")),
    ForeignKeyConstraint(["community_id", "closing"], [closing.c.community_id, closing.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

bounty = Table(
    "commkit_imported_bounty",
    metadata,
    *_columns(),
    *_post("post", "The post that it was offered for, or that got it."),
    Column("amount", Integer, nullable=False, info=plain("The reputation that was offered, or got.")),
    Column("member", Id, info=person("Who offered it.")),
    Column(
        "ended",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether the bounty ended then."),
    ),
    info=COMMUNITY,
)
Index("ix_commkit_imported_bounty_post", bounty.c.community_id, bounty.c.post, bounty.c.id)

event = Table(
    "commkit_imported_post_event",
    metadata,
    *_columns(),
    *_post("post", "The post that it happened to."),
    Column("kind", String(40), nullable=False, info=plain("What happened.")),
    Column("detail", Text, nullable=False, info=personal("What the source says about it.", of="member")),
    Column("member", Id, info=person("Who did it.", owns=False)),
    _member_name(),
    info=COMMUNITY,
)
Index("ix_commkit_imported_post_event_post", event.c.community_id, event.c.post, event.c.id)

page = Table(
    "commkit_imported_page",
    metadata,
    *_columns(),
    *_post("post", "The opening post of its thread."),
    Column("url", String(2_000), nullable=False, info=plain("The address of the page.")),
    Column("identifier", String(2_000), nullable=False, info=plain("What the host called the page there.")),
    info=COMMUNITY,
)
Index("ix_commkit_imported_page_post", page.c.community_id, page.c.post, page.c.id)

voter = Table(
    "commkit_imported_voter",
    metadata,
    community_id(),
    Column("event", Id, primary_key=True, info=plain("The closing, or the other event.")),
    Column("member", Id, primary_key=True, info=person("Who voted for it.", erase=Erasure.ROW)),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Who voted for closings and other events; one row for each."""
