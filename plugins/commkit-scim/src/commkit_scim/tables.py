"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, MetaData, String, Table

from commkit.members import group, membership
from commkit.storage import (
    COMMUNITY,
    Declared,
    Erasure,
    Id,
    UtcDateTime,
    community_id,
    host_key,
    person,
    personal,
    plain,
    secret,
)

metadata = MetaData()


def _about(purpose: str) -> dict[str, Declared]:
    """What a directory says of a person; their row goes with them."""
    return personal(purpose, of="id", erase=Erasure.ROW)


def _key(length: int = 255) -> Any:
    """A text that is compared: by its characters in both databases, whatever the language of the server."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _compared(name: str, purpose: str) -> Column[Any]:
    return Column(name, _key(), nullable=False, info=_about(purpose))


def _said(name: str, purpose: str, length: int = 255) -> Column[Any]:
    return Column(name, String(length), nullable=False, info=_about(purpose))


user = Table(
    "commkit_scim_user",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=person("Who it is.", erase=Erasure.ROW)),
    Column(
        "key",
        String(255),
        nullable=False,
        info=host_key("The host's key of the user, as it was when they were provisioned.", erase=Erasure.ROW),
    ),
    Column(
        "active", Boolean(create_constraint=False), nullable=False, info=_about("Whether they have access.")
    ),
    _said("user_name", "The name by which they sign in there."),
    _compared("user_name_key", "The same as it is compared."),
    _said("external_id", "The id that the directory has for them."),
    _said("display_name", "The name that others see."),
    _said("formatted_name", "The full name."),
    _said("family_name", "The family name."),
    _said("given_name", "The given name."),
    _said("middle_name", "The middle names."),
    _said("honorific_prefix", "What stands before the name."),
    _said("honorific_suffix", "What stands behind it."),
    _said("nick_name", "What they are called."),
    _said("title", "The title of their work."),
    _said("user_type", "What they are there."),
    _said("preferred_language", "The language they prefer."),
    _said("locale", "Where they are."),
    _said("timezone", "Their time zone."),
    _said("employee_number", "Their number there."),
    _said("cost_center", "Their cost centre."),
    _said("organization", "Their organisation."),
    _said("division", "Their division."),
    _said("department", "Their department."),
    Column("manager", Id, info=person("To whom they report.", owns=False)),
    _said("role", "The role that the directory gives them.", 64),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When they were provisioned.")),
    Column("updated_at", UtcDateTime, nullable=False, info=plain("When the directory last changed them.")),
    Column("version", Integer, nullable=False, info=plain("Counts the changes.")),
    info=COMMUNITY,
)
"""The people of the directory, one row each. Who was provisioned without access is no member yet."""
Index("uq_commkit_scim_user_user_name", user.c.community_id, user.c.user_name_key, unique=True)
Index("ix_commkit_scim_user_manager", user.c.community_id, user.c.manager)

email = Table(
    "commkit_scim_email",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=person("Whose it is.", erase=Erasure.ROW)),
    Column("position", Integer, primary_key=True, info=plain("Its place among theirs, from 0.")),
    _said("value", "The address."),
    _compared("value_key", "The same as it is compared."),
    _said("type", "What it is for."),
    _compared("type_key", "The same as it is compared."),
    Column(
        "primary", Boolean(create_constraint=False), nullable=False, info=_about("Whether to write to it.")
    ),
    ForeignKeyConstraint(["community_id", "id"], [user.c.community_id, user.c.id]),
    info=COMMUNITY,
)
"""Addresses for mail, where the community's settings say that these are kept."""
Index("ix_commkit_scim_email_value", email.c.community_id, email.c.value_key)

term = Table(
    "commkit_scim_term",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=person("Whose it is.", erase=Erasure.ROW)),
    Column("attribute", String(40), primary_key=True, info=plain("The attribute.")),
    _compared("value", "Its value, as it is compared."),
    ForeignKeyConstraint(["community_id", "id"], [user.c.community_id, user.c.id]),
    info=COMMUNITY,
)
"""By what users are found: the values of their attributes as they are compared, alike in both databases."""
Index("ix_commkit_scim_term_value", term.c.community_id, term.c.attribute, term.c.value, term.c.id)

directory_group = Table(
    "commkit_scim_group",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The group's id.")),
    Column("title", String(200), nullable=False, info=plain("Its name there.")),
    Column("title_key", _key(200), nullable=False, info=plain("The same as it is compared.")),
    Column("external_id", _key(), nullable=False, info=plain("The id that the directory has for it.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was provisioned.")),
    Column("updated_at", UtcDateTime, nullable=False, info=plain("When the directory last changed it.")),
    Column("version", Integer, nullable=False, info=plain("Counts the changes.")),
    ForeignKeyConstraint(["community_id", "id"], [group.c.community_id, group.c.id]),
    info=COMMUNITY,
)
"""The groups of the directory, one row each, beside the group of the community that is kept for each."""
Index("ix_commkit_scim_group_title", directory_group.c.community_id, directory_group.c.title_key)
Index("ix_commkit_scim_group_external_id", directory_group.c.community_id, directory_group.c.external_id)

directory_member = Table(
    "commkit_scim_group_member",
    metadata,
    community_id(),
    Column("group", Id, primary_key=True, info=plain("The group.")),
    Column("member", Id, primary_key=True, info=person("Who is in it.", erase=Erasure.ROW)),
    ForeignKeyConstraint(["community_id", "group"], [directory_group.c.community_id, directory_group.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [user.c.community_id, user.c.id]),
    info=COMMUNITY,
)
"""Who is in which group as the directory says; those of them who have access are in the kept group, too."""
Index(
    "ix_commkit_scim_group_member_member",
    directory_member.c.community_id,
    directory_member.c.member,
    directory_member.c.group,
)

token = Table(
    "commkit_scim_token",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The token's id.")),
    Column("agent", Id, info=person("The agent that it stands for; empty for the host.", erase=Erasure.ROW)),
    Column("label", String(100), nullable=False, info=plain("What it is for.")),
    Column("secret_hash", String(64), nullable=False, info=secret("The SHA-256 hash of its secret.")),
    Column("created_by", Id, info=person("Who made it; empty for the host.", owns=False)),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was made.")),
    ForeignKeyConstraint(["community_id", "agent"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""The tokens, one row each; one that is revoked has none."""
