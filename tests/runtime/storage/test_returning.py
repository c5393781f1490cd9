"""A change with RETURNING gives its rows, whichever of the statements that share a construct is compiled first."""

from sqlalchemy import bindparam, update

from commkit import SYSTEM, Kit
from commkit.communities.tables import community
from commkit.runtime.storage.statements import statement
from commkit.testing.contexts import context_of
from tests.sample import create_community

_renamed = update(community).values(title=bindparam("new_title")).where(community.c.slug == "town")
RENAME = statement(lambda: _renamed)
RENAME_AND_TELL = statement(lambda: _renamed.returning(community.c.title))


def test_it_gives_rows_after_the_change_it_is_made_of_was_compiled(kit: Kit) -> None:
    create_community(kit)
    assert len(RENAME.construct.exported_columns) == 0, (
        "control: SQLAlchemy hands this on to what is made of it"
    )
    assert len(RENAME_AND_TELL.construct.exported_columns) == 0
    with kit.session(SYSTEM, "town") as session:
        context = context_of(session)
        assert context.run(RENAME, new_title="Ours") == 1
        assert context.rows(RENAME_AND_TELL, new_title="Theirs") == [("Theirs",)]
