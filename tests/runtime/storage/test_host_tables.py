"""A host's tables beside ours: its Alembic leaves ours alone, and its columns of ids join with ours."""

from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    create_engine,
    inspect,
    select,
)

from commkit import SYSTEM, Denied, Id, Kit
from commkit.members import JoinCommunity, Profile
from commkit.posts import CreateThread, ListThreads
from tests.sample import OWNER, create_community, new_kit

ENV = """
from alembic import context
from sqlalchemy import Column, Integer, MetaData, Table, create_engine
from commkit import Id
from commkit.storage import include_object, render_item

metadata = MetaData()
Table("shop_order", metadata, Column("number", Integer, primary_key=True), Column("thread", Id))
engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
options = {"include_object": include_object, "render_item": render_item}
if not context.config.get_main_option("leave_alone"):
    options.clear()
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
"""
TEMPLATE = """
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
def upgrade():
    ${upgrades if upgrades else "pass"}
def downgrade():
    ${downgrades if downgrades else "pass"}
"""


def host_config(kit: Kit, folder: Path, *, leaves_alone: bool) -> Config:
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text(ENV)
    (folder / "script.py.mako").write_text(TEMPLATE)
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    url = kit.database.url.render_as_string(hide_password=False)
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    config.set_main_option("leave_alone", "yes" if leaves_alone else "")
    return config


def generated(config: Config, folder: Path) -> str:
    command.revision(config, "orders", autogenerate=True)
    (file,) = (folder / "versions").glob("*.py")
    return file.read_text()


def test_a_hosts_autogenerate_leaves_our_tables_alone(kit: Kit, tmp_path: Path) -> None:
    config = host_config(kit, tmp_path / "host", leaves_alone=True)
    text = generated(config, tmp_path / "host")
    assert "create_table('shop_order'" in text
    assert text.count("import commkit") == 1
    assert "sa.Column('thread', commkit.Id(), nullable=True)" in text
    assert "commkit_" not in text
    tables = set(inspect(kit.database.engine).get_table_names())
    command.upgrade(config, "head")
    command.check(config)  # nothing is left to do
    assert set(inspect(kit.database.engine).get_table_names()) == tables | {"shop_order", "alembic_version"}
    kit.check()
    command.downgrade(config, "base")
    with kit.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")


def test_control_without_it_they_would_be_dropped(sqlite_kit: Kit, tmp_path: Path) -> None:
    config = host_config(sqlite_kit, tmp_path / "host", leaves_alone=False)
    assert generated(config, tmp_path / "host").count("op.drop_table('commkit_") > 50


user = Table("shop_user", MetaData(), Column("key", String(50), primary_key=True), Column("name", String(50)))


class Users:
    """The identity port of a host that looks its users up in its own table."""

    def profile(self, key: str, connection: Connection | None) -> Profile | None:
        assert connection is not None
        row = connection.execute(select(user.c.name).where(user.c.key == key)).first()
        return Profile(row[0]) if row else None


@pytest.mark.parametrize("kept", [True, False])
def test_who_signs_up_joins_and_writes_in_one_transaction(url: str, kept: bool) -> None:
    with closing(new_kit(url, identity=Users())) as kit:
        engine = create_engine(kit.database.url)
        user.create(engine)
        try:
            with engine.begin() as connection:
                connection.execute(user.insert().values(key=OWNER, name="Owner"))
            create_community(kit)
            with engine.connect() as connection:
                connection.execute(user.insert().values(key="ada", name="Ada Lovelace"))
                with kit.session("ada", "town", connection=connection) as session:
                    session.do(JoinCommunity())
                    session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
                    membership = session.membership
                assert membership is not None
                assert membership.name == "Ada Lovelace"
                connection.commit() if kept else connection.rollback()
            with kit.session(SYSTEM, "town", read_only=True) as session:
                assert len(session.ask(ListThreads()).items) == kept
            if not kept:
                with pytest.raises(Denied, match="no such user"), kit.session("ada", "town") as session:
                    session.do(JoinCommunity())
        finally:
            user.drop(engine)
            engine.dispose()


@pytest.mark.parametrize("type_", [Id, Uuid])
def test_ids_of_a_host_join_with_ours(kit: Kit, type_: type[Id] | type[Uuid[UUID]]) -> None:
    create_community(kit)
    metadata = MetaData()
    bug = Table("bug", metadata, Column("number", Integer, primary_key=True), Column("thread", type_))
    post = Table("commkit_post", MetaData(), Column("id", Id), Column("title"))
    engine = create_engine(kit.database.url)
    metadata.create_all(engine)
    try:
        with engine.begin() as connection:
            with kit.session(OWNER, "town", connection=connection) as session:
                thread = session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
            connection.execute(bug.insert().values(number=1, thread=thread.id))
        with engine.connect() as connection:
            joined = select(post.c.title).join(bug, bug.c.thread == post.c.id)
            found = connection.execute(joined).scalars().all()
            kept = connection.execute(select(bug.c.thread)).scalar_one()
    finally:
        metadata.drop_all(engine)
        engine.dispose()
    assert kept == thread.id
    # The control: SQLAlchemy's own type is text in SQLite.
    assert found == ([] if type_ is Uuid and kit.database.is_sqlite else ["Why?"])
