"""What the plugins of ranks and of opinions bring into topical communities: threads in order, who decides, imports."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commkit import Denied, Kit
from commkit.adapters.cli.app import run
from commkit.posts import AddReaction
from commkit_opinion import (
    DecideStatement,
    ListConsultations,
    ListStatements,
    OpenConsultation,
    OpinionChoice,
    ProposeStatement,
    ReadOpinionMap,
    StatementState,
    VoteOnStatement,
    draw_map,
)
from commkit_ranking import ExplainRank, ListRankedThreads, RankOrder
from commkit_topical import MuteWord, Topical

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,x,0,1,2,0,1,Bees first.
1500000001000,x,1,2,1,1,1,More trees.
1500000002000,x,2,2,0,0,-1,Buy my things.
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1500000010000,x,0,1,1
1500000011000,x,0,2,1
1500000012000,x,1,1,1
1500000013000,x,1,2,-1
"""


def titles(town: Any, by: Any, **more: Any) -> list[str]:
    town.pass_time(seconds=3)
    return [thread.title for thread in town.ask(by, ListRankedThreads(**more)).items]


def test_threads_stand_by_rank_without_what_a_reader_muted(sqlite_town: Any) -> None:
    town = sqlite_town
    roses, slugs, tulips = (town.opinion(title) for title in ("Roses", "Slugs", "Tulips"))
    for by in ("bob", "cid"):
        town.do(by, AddReaction(slugs.id, "up"))
        town.do(by, AddReaction(tulips.id, "down"))
    town.do("bob", AddReaction(roses.id, "insightful"))
    assert titles(town, None, order=RankOrder.BEST) == ["Slugs", "Roses", "Tulips"]
    town.do("bob", MuteWord("slugs"))
    assert titles(town, "bob", order=RankOrder.BEST) == ["Roses", "Tulips"]
    assert town.ask(None, ExplainRank(slugs.id, order=RankOrder.BEST)).score == 2


def test_stewards_ask_members_vote_and_moderators_decide_what_is_voted_on(sqlite_town: Any) -> None:
    town = sqlite_town
    with pytest.raises(Denied):
        town.do("mod", OpenConsultation(title="What shall grow?"))
    asked = town.do("stew", OpenConsultation(title="What shall grow?"))
    proposed = town.do("ada", ProposeStatement(asked.id, "Food, above all."))
    with pytest.raises(Denied):
        town.do("bob", DecideStatement(proposed.id, accept=True))
    assert town.do("mod", DecideStatement(proposed.id, accept=True)).state is StatementState.ACCEPTED
    town.do("bob", VoteOnStatement(proposed.id, OpinionChoice.AGREE))
    found = town.ask("bob", ReadOpinionMap(asked.id))
    assert draw_map(found) == found.limits[0]


def test_an_archive_of_polis_is_a_topical_community(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, url = tmp_path / "talk", f"sqlite:///{tmp_path / 'town.db'}"
    folder.mkdir()
    (folder / "summary.csv").write_text("topic,What shall grow?\n")
    (folder / "comments.csv").write_text(COMMENTS)
    (folder / "votes.csv").write_text(VOTES)
    command = ["import", "polis", str(folder), "--community", "asked", "--type", "topical", "--json"]
    assert run([*command, "--database", url]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert {name: table["imported"] for name, table in tables.items()}["talk/votes.csv"] == 4
    with closing(Kit(url, plugins=[Topical()])) as kit, kit.session(None, "asked", read_only=True) as visitor:
        assert visitor.community.type == "topical"
        (asked,) = visitor.ask(ListConsultations()).items
        assert asked.title == "What shall grow?"
        listed = visitor.ask(ListStatements(asked.id)).items
        assert [one.body for one in listed] == ["Bees first.", "More trees."]


@pytest.mark.shared
def test_a_published_conversation_becomes_one(shared_data: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'town.db'}"
    export = shared_data / "polis" / "london.youth.policing.zip"
    assert (
        run(["import", "polis", str(export), "--community", "asked", "--type", "topical", "--database", url])
        == 0
    )
    with closing(Kit(url, plugins=[Topical()])) as kit, kit.session(None, "asked", read_only=True) as visitor:
        (asked,) = visitor.ask(ListConsultations()).items
        assert visitor.ask(ListStatements(asked.id)).items
