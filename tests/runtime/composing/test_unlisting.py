"""Lists of people leave out whom a feature leaves out, and nothing is hidden by it."""

from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import ColumnElement, FromClause

from commkit import CommunityType, Feature, Kit, PluginError, PostKind, hookimpl
from commkit.members import JoinCommunity, ListMembers, ReadMember
from commkit.storage import Reader
from tests.sample import create_community

TALK = PostKind(name="talk", opens=True)


def kit_with(*, ranked: bool) -> Kit:
    """A Kit whose one feature leaves members of the name `ada` out."""
    shy = Feature("shy.people", requires=("posts",))

    @shy.unlists(ranked=ranked)
    def no_ada(row: FromClause, reader: Reader) -> ColumnElement[bool]:
        return (row.c.name_key == "ada") & (row.c.id != reader.member)

    class Shy:
        @hookimpl
        def commkit_features(self) -> Any:
            yield shy

        @hookimpl
        def commkit_types(self) -> Any:
            yield CommunityType("forum", features=("posts", "shy.people"), post_kinds=(TALK,))

    kit = Kit("sqlite://", plugins=[Shy()])
    kit.migrate()
    create_community(kit)
    return kit


def names(kit: Kit, reader: str) -> set[str]:
    with kit.session(reader, "town", read_only=True) as session:
        return {each.name for each in session.ask(ListMembers(limit=100)).items}


@pytest.mark.parametrize("ranked", [False, True])
def test_lists_of_people_ask_and_those_that_rank_ask_for_themselves(ranked: bool) -> None:
    with closing(kit_with(ranked=ranked)) as kit:
        for key in ("ada", "bob"):
            with kit.session(key, "town") as session:
                session.do(JoinCommunity())
        assert "ada" in names(kit, "ada")
        assert ("ada" in names(kit, "bob")) is ranked
        with kit.session("ada", "town", read_only=True) as session:
            ada = session.member
        with kit.session("bob", "town", read_only=True) as session:
            assert session.ask(ReadMember(ada)).name == "ada"


def test_what_takes_no_two_arguments_is_refused() -> None:
    shy = Feature("shy.people", requires=("posts",))
    shy.unlists()(lambda row: row.c.id)  # type: ignore[arg-type,misc]  # the fault that is tested

    class Shy:
        @hookimpl
        def commkit_features(self) -> Any:
            yield shy

    with pytest.raises(PluginError, match="lists of people"):
        Kit("sqlite://", plugins=[Shy()])
