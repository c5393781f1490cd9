"""Deputies: named, told, declined; and what is told of mentions of who is out of office."""

from datetime import timedelta
from typing import Any

from commkit import Denied
from commkit.members import BlockMember, LeaveCommunity, RestrictMember
from commkit.posts import CreateThread
from commkit_absences import DeclineDeputy, EndAbsence, ReadAbsence, ReadMyAbsence, SetAbsence

DAY = timedelta(days=1)


def leave(town: Any, member: str, deputy: str | None = None, **fields: Any) -> Any:
    named = town.member(deputy) if deputy is not None else None
    return town.do(member, SetAbsence(town.clock.now + 5 * DAY, deputy=named, **fields))


def mention(town: Any, author: str, text: str) -> Any:
    return town.do(author, CreateThread(kind="talk", title="The numbers of May", body=text)).id


def test_a_deputy_is_told_once(town: Any) -> None:
    leave(town, "ada", "bob", note="On a boat")
    leave(town, "ada", "bob", note="On a ship")
    assert town.inbox("bob") == [("absences.deputy_named", town.member("ada"))]
    found = town.ask("cid", ReadAbsence(town.member("ada")))
    assert (found.deputy, found.note) == (town.member("bob"), "On a ship")
    leave(town, "ada", "cid")
    assert town.inbox("cid") == [("absences.deputy_named", town.member("ada"))]


def test_others_read_it_while_it_lasts(town: Any) -> None:
    town.do("ada", SetAbsence(town.clock.now + 2 * DAY, since=town.clock.now + DAY))
    ada = town.member("ada")
    assert town.ask("ada", ReadMyAbsence()) is not None
    assert town.ask("bob", ReadAbsence(ada)) is None
    town.clock.advance(DAY)
    assert town.ask("bob", ReadAbsence(ada)) is not None
    town.clock.advance(DAY)
    assert town.ask("bob", ReadAbsence(ada)) is None


def test_nobody_is_their_own_deputy_or_that_of_who_blocked_them(town: Any) -> None:
    with town.refused("absences.own_deputy", Denied):
        leave(town, "ada", "ada")
    town.do("bob", BlockMember(town.member("ada")))
    with town.refused("members.blocked", Denied):
        leave(town, "ada", "bob")
    assert town.ask("ada", ReadMyAbsence()) is None


def test_a_deputy_declines_and_the_absent_one_hears_of_it(town: Any) -> None:
    leave(town, "ada", "bob")
    assert town.emitted("cid", DeclineDeputy(town.member("ada"))) == []
    town.do("bob", DeclineDeputy(town.member("ada")))
    assert town.emitted("bob", DeclineDeputy(town.member("ada"))) == []
    assert town.inbox("ada") == [("absences.deputy_declined", town.member("bob"))]
    assert town.ask("ada", ReadMyAbsence()).deputy is None


def test_who_mentions_somebody_absent_is_told_and_so_is_the_deputy(town: Any) -> None:
    leave(town, "ada", "bob")
    town.inbox("bob")
    post = mention(town, "cid", "What do you say, @ada?")
    assert town.inbox("cid") == [("absences.mentioned_absent", post)]
    assert town.inbox("bob")[0] == ("absences.mentioned_instead", post)
    own = mention(town, "bob", "I do this for @ada.")
    assert town.inbox("bob")[0] == ("absences.mentioned_absent", own)
    town.do("ada", EndAbsence())
    mention(town, "cid", "Welcome back, @ada!")
    assert len(town.inbox("cid")) == 1


def test_who_is_not_absent_is_mentioned_as_ever(town: Any) -> None:
    town.do("ada", SetAbsence(town.clock.now + 2 * DAY, since=town.clock.now + DAY))
    mention(town, "cid", "What do you say, @ada and @bob?")
    assert town.inbox("cid") == []


def test_who_leaves_or_is_banned_stands_in_for_nobody(town: Any) -> None:
    leave(town, "ada", "bob")
    leave(town, "cid", "bob")
    town.do("bob", LeaveCommunity())
    for member in ("ada", "cid"):
        assert town.ask(member, ReadMyAbsence()).deputy is None
    town.do("stew", RestrictMember(town.member("cid"), "banned", reason="They broke the rules."))
    assert "commkit_absences_absence" in "".join(town.statements)


def test_absences_that_are_over_are_purged(town: Any) -> None:
    leave(town, "ada", note="On a boat")
    town.clock.advance(40 * DAY)
    town.kit.purge()
    with town.kit.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM commkit_absences_absence").scalar() == 0
