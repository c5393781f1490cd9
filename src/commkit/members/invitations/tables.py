"""The tables of invitations."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table, UniqueConstraint

from commkit.communities import community
from commkit.members.tables import metadata
from commkit.runtime.storage.columns import COMMUNITY, NOT_EVIDENCE, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain, secret

invitation = Table(
    "commkit_invitation",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The invitation's id.")),
    Column("token_hash", String(64), nullable=False, info=secret("The SHA-256 hash of the token's secret.")),
    Column("role", String(64), nullable=False, info=plain("The role it gives.")),
    Column("uses_left", Integer, nullable=False, info=plain("How many people may still use it.")),
    Column("created_by", Id, info=person("Who invited; empty for the host.")),
    Column(
        "permission",
        String(64),
        nullable=False,
        info=plain("The permission that its maker must still hold."),
    ),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was made.")),
    Column("expires_at", UtcDateTime, nullable=False, info=plain("When it stops being valid.")),
    Column("revoked_at", UtcDateTime, info=plain("When it was revoked.")),
    Column(
        "email",
        String(320),
        info=personal("The address it is to be sent to; deleted once it was.", of="created_by"),
    ),
    UniqueConstraint("community_id", "token_hash", name="uq_commkit_invitation_token"),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info={**COMMUNITY, **NOT_EVIDENCE},
)
Index("ix_commkit_invitation_expires", invitation.c.expires_at)

quota = Table(
    "commkit_invitation_quota",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who invites.", erase=Erasure.ROW)),
    Column("month", String(7), primary_key=True, info=plain("The calendar month (UTC), as 2026-01.")),
    Column("used", Integer, nullable=False, info=plain("How many invitations they made in it.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
