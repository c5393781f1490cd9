"""A plugin's tables: their rules, their migrations, what they hold about people, and copies of their rows."""

from sqlalchemy import Table

from commkit.kit import Kit
from commkit.testing.conformance.suite import ConformanceSuite
from commkit.testing.copies import copy_differences, copy_rows, insert_rows
from commkit.testing.kits import KitFactory
from commkit.testing.person_data import check_person_data
from commkit.testing.schema_checks import schema_differences
from commkit.testing.snapshots import tables_of
from commkit.testing.table_rules import lint_tables


class TableTests(ConformanceSuite):
    """Tests of a plugin's tables."""

    def test_tables_follow_the_rules(self, declared_kit: Kit) -> None:
        """Every row of a community is found by its community first; see commkit.testing.table_rules."""
        for feature in self._features(declared_kit):
            if feature.tables is not None:
                wrong = lint_tables(feature.tables)
                assert not wrong, f"the tables of {feature.name!r} break rules:\n" + "\n".join(wrong)

    def test_migrations_make_exactly_the_declared_tables(self, kit: Kit) -> None:
        """Migrations make the tables that the code declares: the same columns, types, keys and indexes."""
        wrong = schema_differences(kit.database.engine, self._tables(kit))
        assert not wrong, "migrations and tables differ; write a revision:\n" + "\n".join(wrong)

    def test_what_tables_hold_about_people_is_exported_and_erased(self, kit: Kit) -> None:
        """Each column that names people, and what is about them, as declared; see `commkit.testing.person_data`."""
        tables = [table for table in self._tables(kit) if table.name not in self.untried_tables]
        if tables:
            community = self._world(kit, people=()).community
            wrong = check_person_data(kit, community.id, tables)
            assert not wrong, "what the columns declare does not come true:\n" + "\n".join(wrong)

    def test_rows_can_be_copied_to_another_database(self, kit: Kit, commkit_kit_factory: KitFactory) -> None:
        """A row of each table is copied from SQLite to the kit's engine and back, and stays the same."""
        tables = self._tables(kit)
        origin, back = self._kit(commkit_kit_factory), self._kit(commkit_kit_factory)
        insert_rows(origin, self._world(origin, people=()).community.id, tables)
        copy_rows(origin, kit)
        copy_rows(kit, back)
        wrong = copy_differences(origin, kit, tables) + copy_differences(origin, back, tables)
        assert not wrong, "rows changed when they were copied:\n" + "\n".join(wrong)

    def _tables(self, kit: Kit) -> list[Table]:
        return list(tables_of(kit, features=frozenset(feature.name for feature in self._features(kit))))
