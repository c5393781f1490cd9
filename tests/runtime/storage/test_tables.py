"""The rules of tables, held by a lint over the metadata; each rule with a table that breaks it."""

from typing import Any

import pytest
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    Sequence,
    String,
    Table,
    UniqueConstraint,
    text,
)

from commkit import Feature
from commkit.core import CORE_FEATURES
from commkit.storage import ACCOUNT, COMMUNITY, REFERENCE, Id, community_id
from commkit.testing.table_rules import lint_tables

CORE_TABLES = [feature for feature in CORE_FEATURES if feature.tables is not None]


@pytest.mark.parametrize("feature", CORE_TABLES, ids=lambda feature: feature.name)
def test_the_cores_tables_keep_the_rules(feature: Feature) -> None:
    assert feature.tables is not None
    assert feature.tables.tables
    assert lint_tables(feature.tables) == []


def table(*parts: Any, **words: Any) -> MetaData:
    metadata = MetaData()
    Table("commkit_club_home", metadata, community_id(), Column("id", Id, primary_key=True), info=COMMUNITY)
    Table("commkit_club_account", metadata, Column("id", Id, primary_key=True), info=ACCOUNT)
    Table("commkit_club_thing", metadata, *parts, **({"info": COMMUNITY} | words))
    return metadata


@pytest.mark.parametrize(
    ("metadata", "fault"),
    [
        (table(community_id(), info={}), "must say info="),
        (table(Column("id", Id, primary_key=True), community_id()), "the primary key must begin"),
        (table(Column("id", Id, primary_key=True), Column("community_id", Id)), "the primary key must begin"),
        (
            table(community_id(), Column("id", Id, primary_key=True), Column("key", String), UniqueConstraint("key")),
            "unique constraint None must begin",
        ),
        (table(community_id(), Column("key", String, unique=True)), "must begin"),
        (
            table(community_id(), Column("key", String), Index("ix_key", "key", unique=True)),
            "unique index ix_key must begin",
        ),
        (
            table(
                community_id(),
                Column("home", Id),
                ForeignKeyConstraint(["home"], ["commkit_club_account.id"]),
            ),
            "a foreign key must begin",
        ),
        (
            table(
                community_id(),
                Column("home", Id),
                ForeignKeyConstraint(
                    ["community_id", "home"], ["commkit_club_home.id", "commkit_club_home.community_id"]
                ),
            ),
            "a foreign key must refer to",
        ),
        (
            table(
                community_id(),
                Column("home", Id),
                ForeignKeyConstraint(
                    ["community_id", "home"],
                    ["commkit_club_home.community_id", "commkit_club_home.id"],
                    deferrable=True,
                ),
            ),
            "deferrable",
        ),
        (table(community_id(), Column("n", Integer, Sequence("numbers"))), "sequence"),
        (table(community_id(), Column("n", Integer, Identity())), "sequence"),
        (table(Column("id", Integer, primary_key=True), info=ACCOUNT), "count them up"),
        (
            table(community_id(), Column("n", Integer, primary_key=True, autoincrement=True)),
            "count them up",
        ),
        (table(community_id(), Column("at", Integer, server_default=text("0"))), "not from the server"),
    ],
)  # fmt: skip
def test_control_a_table_that_breaks_a_rule_is_caught(metadata: MetaData, fault: str) -> None:
    assert [told for told in lint_tables(metadata) if fault in told]


@pytest.mark.parametrize("info", [ACCOUNT, REFERENCE])
def test_tables_outside_of_communities_need_no_community(info: dict[str, str]) -> None:
    assert lint_tables(table(Column("key", String, primary_key=True), info=info)) == []
