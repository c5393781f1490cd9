"""The tables in which a target keeps how far a copy is. Only databases that were copied to have them."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, String, Table, Text

from commkit.runtime.storage.columns import UtcDateTime

metadata = MetaData()

copy_run = Table(
    "commkit_copy",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("revisions", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("indexed", BigInteger),
    Column("finished_at", UtcDateTime),
)
"""One row: from where, at which revisions of the tables, and when."""

copied_table = Table(
    "commkit_copied_table",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(255), nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("checksum", String(32), nullable=False),
    Column("position", Text),
    Column("is_copied", Boolean(create_constraint=False), nullable=False),
    Column("is_linked", Boolean(create_constraint=False), nullable=False),
)
"""A row for each table: how many rows were copied, with which checksum, and up to which key. The key goes when all are
there, since it may be the host's key of a user."""
