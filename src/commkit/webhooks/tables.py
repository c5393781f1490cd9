"""The table of webhook endpoints."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, String, Table

from commkit.communities import community
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import person, plain, secret

metadata = MetaData()

endpoint = Table(
    "commkit_webhook_endpoint",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The endpoint's id.")),
    Column("url", String(2000), nullable=False, info=secret("Where facts are sent; often a secret itself.")),
    Column(
        "facts", Words, nullable=False, info=plain("Names of the facts that are sent; all where it is empty.")
    ),
    Column("secret", String(100), nullable=False, info=secret("What messages are signed with.")),
    Column("previous_secret", String(100), info=secret("What they were signed with before.")),
    Column("previous_secret_until", UtcDateTime, info=plain("Until when they are signed with that, too.")),
    Column("created_by", Id, info=person("Who created it.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("disabled_at", UtcDateTime, info=plain("When it was disabled.")),
    Column(
        "disabled_reason",
        String(32),
        nullable=False,
        info=plain("Why it was disabled: gone, failing or host."),
    ),
    Column("delivered_count", Integer, nullable=False, info=plain("Messages that it accepted.")),
    Column("failed_count", Integer, nullable=False, info=plain("Attempts that failed.")),
    Column("last_status", Integer, info=plain("The HTTP status of its last answer.")),
    Column("last_attempt_at", UtcDateTime, info=plain("When the last attempt was made.")),
    Column("failing_since", UtcDateTime, info=plain("The first failed attempt since the last success.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
"""The endpoints, one row each."""
