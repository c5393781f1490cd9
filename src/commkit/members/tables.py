"""The tables of accounts, memberships and contributions."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from commkit.communities import community
from commkit.members.records import NAME_LENGTH, MembershipKind, MembershipStatus
from commkit.runtime.storage.columns import ACCOUNT, COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Declared, Erasure, host_key, person, personal, plain

metadata = MetaData()


def _about(column: str, purpose: str) -> dict[str, Declared]:
    return personal(purpose, of=column, erase=Erasure.KEEP)


def _about_member(purpose: str) -> dict[str, Declared]:
    """What is about the member alone, and not exported to whoever invited them."""
    return _about("id", purpose)


member = Table(
    "commkit_member",
    metadata,
    Column(
        "key",
        String(255),
        primary_key=True,
        info=host_key("The host's key of the user.", erase=Erasure.ROW),
    ),
    Column("id", Id, nullable=False, info=person("The person, the same in every community.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When they first joined.")),
    Column(
        "kind",
        Choice(MembershipKind),
        nullable=False,
        info=plain("Whether it is a person's or an agent's, in every community."),
    ),
    info=ACCOUNT,
)
"""One row for each user of the host who became a member of any community: their key and their id."""

membership = Table(
    "commkit_membership",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=person("The person.")),
    Column(
        "key",
        String(255),
        nullable=False,
        info=host_key("The host's key of the user.", blank="erased:{member}"),
    ),
    Column(
        "name",
        String(NAME_LENGTH),
        nullable=False,
        info=personal("The name that others see.", of="id", blank="[erased]"),
    ),
    Column(
        "name_key",
        String(NAME_LENGTH),
        nullable=False,
        info=personal("The name as it is compared: by it a text mentions the member.", of="id"),
    ),
    Column("role", String(64), nullable=False, info=_about_member("Their role.")),
    Column(
        "staff",
        Boolean(create_constraint=False),
        nullable=False,
        info=_about_member("Whether they belong to the company that runs the community."),
    ),
    Column("trust_level", Integer, nullable=False, info=_about_member("Their trust level, 0 upwards.")),
    Column(
        "status",
        Choice(MembershipStatus),
        nullable=False,
        info=_about_member("Whether they are inside, restricted or outside."),
    ),
    Column("restricted_until", UtcDateTime, info=_about_member("When a restriction ends.")),
    Column("restriction_reason", Text, nullable=False, info=personal("Why they were restricted.", of="id")),
    Column("joined_at", UtcDateTime, nullable=False, info=_about_member("When they joined.")),
    Column("invited_by", Id, info=person("Who invited them.", owns=False)),
    Column(
        "version",
        Integer,
        nullable=False,
        info=_about_member(
            "Increased by each change that takes something from the member or gives another role, "
            "so that their open sessions become stale."
        ),
    ),
    Column(
        "kind",
        Choice(MembershipKind),
        nullable=False,
        info=_about_member("Whether they are a person or an agent."),
    ),
    UniqueConstraint("community_id", "key", name="uq_commkit_membership_key"),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
"""One row for each member of each community; for foreign keys of plugins."""

contribution = Table(
    "commkit_contribution",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Whose contributions are counted.")),
    Column("post_count", Integer, nullable=False, info=_about("member", "Visible posts of theirs.")),
    Column("reaction_count", Integer, nullable=False, info=_about("member", "Reactions they received.")),
    Column(
        "removed_count",
        Integer,
        nullable=False,
        info=_about("member", "Posts of theirs that others removed."),
    ),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""What members contributed, in numbers; apart from the memberships, which every command locks."""

Index("ix_commkit_membership_key", membership.c.key)
Index(
    "ix_commkit_membership_restricted_until",
    membership.c.community_id,
    membership.c.restricted_until,
    sqlite_where=text("restricted_until IS NOT NULL"),
    postgresql_where=text("restricted_until IS NOT NULL"),
)

Index(
    "ix_commkit_membership_invited_by",
    membership.c.community_id,
    membership.c.invited_by,
    sqlite_where=text("invited_by IS NOT NULL"),
    postgresql_where=text("invited_by IS NOT NULL"),
)

RECORD = (
    membership.c.id,
    membership.c.key,
    membership.c.name,
    membership.c.role,
    membership.c.staff,
    membership.c.trust_level,
    membership.c.status,
    membership.c.restricted_until,
    membership.c.restriction_reason,
    membership.c.joined_at,
    membership.c.invited_by,
    membership.c.version,
    func.coalesce(contribution.c.post_count, 0),
    func.coalesce(contribution.c.reaction_count, 0),
    func.coalesce(contribution.c.removed_count, 0),
    membership.c.kind,
)
"""The columns of a `Membership`, in its order; select them from `MEMBERSHIP`."""

CONTRIBUTION_OF = (contribution.c.community_id == membership.c.community_id) & (
    contribution.c.member == membership.c.id
)
MEMBERSHIP = membership.outerjoin(contribution, CONTRIBUTION_OF)
"""Memberships with the contributions of their members; a member who contributed nothing has no row there."""
