"""Days of those in a gaming community, from beginning to end: what each sees, may do, and may not.

Each test follows one persona through real commands; the others are there to play with.
"""

from typing import Any

import pytest

from commkit import Conflict, Denied, NotFound
from commkit.insight import ReadMeasures
from commkit.members import JoinCommunity
from commkit.moderation import DecideCase, FileReport, ListCases, ModerationAction
from commkit.notifications import ListInbox
from commkit.posts import CreateReply, CreateThread, ListThreads, OpenSeedThreads, ReadPost, ViewThread
from commkit_gaming import (
    LADDER,
    AcceptGuildApplication,
    ApplyToGuild,
    DisbandGuild,
    EditGuild,
    FoundGuild,
    GuildRank,
    HandOverGuild,
    KickFromGuild,
    LeaveGuild,
    ListGuildApplications,
    ListGuilds,
    ReadGuildNumbers,
    ReadMyGuilds,
    ReadPlayedGames,
    SetGuildRank,
    SetGuildRights,
)
from commkit_ladders import ListLadders, OpenLadder, ReadLadderBoard, ReadLadderNumbers, ReadLadderPlace
from commkit_tournaments import (
    AddEvidence,
    CreateTournament,
    DecideMatch,
    DrawBracket,
    EnterTournament,
    ListMyMatches,
    PlayState,
    ReadBracket,
    ReadMatch,
    ReadPlayingNumbers,
    ReadTournament,
    ReadTournamentNumbers,
    ReportResult,
    StartTournament,
    TournamentState,
)

HOSTILE = "<script>alert(1)</script> [shop](javascript:alert(1)) <img src=x onerror=alert(1)>"


def may_not(town: Any, who: Any, *commands: Any) -> None:
    """Each of these is refused since nobody with this role may do it."""
    for command in commands:
        with town.refused("runtime.not_permitted", Denied):
            town.do(who, command)


def told_of(town: Any, who: str) -> set[str]:
    """The kinds of what somebody was notified of, by any plugin."""
    town.work()
    return {item.kind for item in town.ask(who, ListInbox(limit=100)).items}


def cup(town: Any, *names: str) -> Any:
    """A running tournament of these members."""
    held = town.do("org", CreateTournament(title="Cup"))
    for name in names:
        town.do(name, EnterTournament(held.id))
    return town.do("org", StartTournament(held.id))


def match_of(town: Any, name: str) -> Any:
    """The match that waits for somebody."""
    (found,) = town.ask(name, ListMyMatches()).items
    return found


def test_the_days_of_a_player(town: Any) -> None:
    """Is let into a guild, plays a cup, reports, contradicts, climbs the ladder, and leaves the guild."""
    town.do("org", OpenLadder(LADDER, title="Season", rules="play"))
    guild = town.guild("bob", description=f"We play late. {HOSTILE}")
    town.do("ada", ApplyToGuild(guild.id, "I am awake, too."))
    with pytest.raises(Denied):
        town.do("ada", EditGuild(guild=guild.id, name="Mine", description="", capacity=5, recruiting=True))
    (asked,) = town.ask("bob", ListGuildApplications(guild.id))
    town.do("bob", AcceptGuildApplication(asked.id))
    plan = town.do("bob", CreateThread(kind="topic", title="Plan", body="Wait.", space=guild.hall))
    assert town.ask("ada", ReadPost(plan.id)).title == "Plan"
    with pytest.raises(NotFound):
        town.ask("cid", ReadPost(plan.id))
    assert "gaming.guild_entered" in told_of(town, "ada")
    held = cup(town, "ada", "bob", "cid", "dan")
    may_not(town, "ada", CreateTournament(title="Mine"), OpenLadder("mine", title="Mine", rules="play"))
    mine = match_of(town, "ada")
    others = next(
        each.match for each in town.ask("ada", ReadBracket(held.id)).matches if each.match.id != mine.id
    )
    with pytest.raises(Denied):
        town.do("ada", ReportResult(others.id, home_score=1, away_score=0))
    town.do("ada", ReportResult(mine.id, home_score=2, away_score=0))
    assert town.ask("ada", ReadMatch(mine.id)).match.state is PlayState.REPORTED
    rival = next(name for name in ("bob", "cid", "dan") if match_of_id(town, name) == mine.id)
    town.do(rival, ReportResult(mine.id, home_score=2, away_score=0))
    town.work()
    (ladder,) = town.ask("ada", ListLadders()).items
    place = town.ask("ada", ReadLadderPlace(ladder.id, town.member("ada")))
    assert (place.games, place.wins) == (1, 1)
    town.do("ada", LeaveGuild(guild.id))
    with pytest.raises(NotFound):
        town.ask("ada", ReadPost(plan.id))
    assert town.ask("ada", ReadMyGuilds()).memberships == ()


def match_of_id(town: Any, name: str) -> Any:
    """The id of the match that waits for somebody; None for none."""
    return next((each.id for each in town.ask(name, ListMyMatches()).items), None)


def test_the_days_of_a_guild_leader(town: Any) -> None:
    """Founds a guild, lets others in, gives ranks and rights, loses it to an officer, and cannot take it back."""
    guild = town.guild("ada", capacity=3)
    with pytest.raises(Conflict):
        town.do("bob", FoundGuild("Other Owls", "owl"))
    town.enter(guild, "bob", "cid")
    with pytest.raises(Conflict):
        town.enter(guild, "dan")
    town.do("ada", SetGuildRights(guild.id, GuildRank.OFFICER, ("kick",)))
    town.do("ada", SetGuildRank(guild.id, town.member("bob"), GuildRank.OFFICER))
    with pytest.raises(Denied):
        town.do("cid", KickFromGuild(guild.id, town.member("bob")))
    town.do("bob", KickFromGuild(guild.id, town.member("cid")))
    assert town.ranks(guild) == {"ada": "leader", "bob": "officer"}
    town.do("ada", HandOverGuild(guild.id, town.member("bob")))
    with pytest.raises(Denied):
        town.do("ada", DisbandGuild(guild.id))
    town.do("bob", LeaveGuild(guild.id))
    assert town.ranks(guild) == {"ada": "leader"}
    town.do("ada", DisbandGuild(guild.id))
    assert town.ask(None, ListGuilds()).items == ()


def test_the_days_of_an_organiser(town: Any) -> None:
    """Opens the ladder, holds a cup, decides a dispute with its evidence; judges no match of their own."""
    town.do("org", OpenLadder(LADDER, title="Season", rules="play"))
    held = cup(town, "ada", "bob")
    final = match_of(town, "ada")
    for name, score in (("ada", (2, 1)), ("bob", (1, 2))):
        town.do(name, ReportResult(final.id, home_score=score[0], away_score=score[1]))
    assert "tournaments.match_disputed" in told_of(town, "org")
    town.do("bob", AddEvidence(final.id, f"I won. {HOSTILE}"))
    assert town.ask("org", ReadMatch(final.id)).evidence
    assert town.ask("cid", ReadMatch(final.id)).evidence == ()
    assert town.ask("stew", ReadPlayingNumbers()).waiting == 1
    with pytest.raises(Denied):
        town.do("cid", DecideMatch(match=final.id, winner=final.home, reason="I say so."))
    verdict = DecideMatch(
        match=final.id, winner=final.home, home_score=2, away_score=1, reason="The recording shows it."
    )
    town.do("org", verdict)
    assert town.ask(None, ReadTournament(held.id)).state is TournamentState.FINISHED
    assert "Winner: " in town.ask(None, DrawBracket(held.id))
    told = town.ask("org", ReadTournamentNumbers())
    assert (told.matches, told.decided, told.decided_share.n) == (1, 1, 1)
    thread = town.do("ada", CreateThread(kind="topic", title="Unfair", body="It was."))
    town.do("bob", FileReport("Post", thread.id, "spam"))
    with pytest.raises(Denied):
        town.ask("org", ListCases())
    own = town.do("org", CreateTournament(title="Mine"))
    for name in ("org", "cid"):
        town.do(name, EnterTournament(own.id))
    town.do("org", StartTournament(own.id))
    mine = match_of(town, "org")
    with pytest.raises((Denied, Conflict)):
        town.do("org", DecideMatch(match=mine.id, winner=mine.home, reason="I won."))


def test_the_days_of_a_community_manager(town: Any) -> None:
    """Opens the first thread, disbands a guild, decides a report, and reads numbers with their samples."""
    assert set(town.do("owner", OpenSeedThreads())) == {
        thread.id for thread in town.ask(None, ListThreads()).items
    }
    ladder = town.do("org", OpenLadder(LADDER, title="Season", rules="play"))
    guild = town.guild("ada")
    town.enter(guild, "bob")
    numbers = town.ask("stew", ReadGuildNumbers())
    assert (numbers.guilds, numbers.in_guilds, numbers.member_share.n) == (1, 2, numbers.members)
    with pytest.raises(Denied):
        town.ask("ada", ReadGuildNumbers())
    town.do("stew", DisbandGuild(guild.id))
    thread = town.do("cid", CreateThread(kind="topic", title="Cheap skins", body=HOSTILE))
    town.do("bob", FileReport("Post", thread.id, "spam"))
    (case,) = town.ask("stew", ListCases()).items
    town.do(
        "stew",
        DecideCase(case=case.id, action=ModerationAction.REMOVE, rule="No shops", facts="It is a shop."),
    )
    with pytest.raises(NotFound):
        town.ask("bob", ReadPost(thread.id))
    cup(town, "ada", "bob")
    final = match_of(town, "ada")
    for name in ("ada", "bob"):
        town.do(name, ReportResult(final.id, home_score=1, away_score=0))
    town.work()
    told = town.ask("stew", ReadLadderNumbers(ladder.id))
    assert (told.players, told.counted, told.as_expected) == (2, 1, None)
    measures = town.ask("stew", ReadMeasures())
    assert measures.unguarded == ()


def test_the_days_of_a_newcomer(town: Any) -> None:
    """Reads without an account, learns why something is refused, joins, and plays."""
    town.do("owner", OpenSeedThreads())
    ladder = town.do("org", OpenLadder(LADDER, title="Season", rules="play"))
    guild = town.guild("ada", description=HOSTILE)
    thread = town.do("bob", CreateThread(kind="topic", title="Tunnel", body=f"One-sided. {HOSTILE}"))
    assert town.ask(None, ReadPlayedGames()).titles == ("Go",)
    assert "How do we play?" in {each.title for each in town.ask(None, ListThreads()).items}
    assert "<script" not in str(town.ask(None, ViewThread(thread.id)).items[0].html)
    assert town.ask(None, ReadLadderBoard(ladder.id)).items == ()
    held = town.do("org", CreateTournament(title="Cup"))
    for refused in (
        CreateReply(thread.id, "Hello!"),
        FoundGuild("Newts", "newt"),
        ApplyToGuild(guild.id, "May I?"),
        EnterTournament(held.id),
    ):
        with pytest.raises(Denied):
            town.do("newt", refused)
    with town.kit.session("newt", "arena") as session:
        session.do(JoinCommunity())
    town.do("newt", CreateReply(thread.id, "Hello!"))
    asked = town.do("newt", ApplyToGuild(guild.id, "May I?"))
    assert "gaming.guild_application" in told_of(town, "ada")
    town.do("ada", AcceptGuildApplication(asked.id))
    for name in ("newt", "cid"):
        town.do(name, EnterTournament(held.id))
    town.do("org", StartTournament(held.id))
    assert "tournaments.match_ready" in told_of(town, "newt")
    final = match_of(town, "newt")
    for name in ("newt", "cid"):
        town.do(name, ReportResult(final.id, home_score=0, away_score=1))
    town.work()
    assert {row.rank for row in town.ask(None, ReadLadderBoard(ladder.id)).items} == {1, 2}
