"""Never: no sequence of commands makes a conversation of a minor and a stranger. And the whole matrix of bands."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, CommkitError
from commkit.members import (
    AddGroupMember,
    DeleteGroup,
    JoinCommunity,
    LeaveCommunity,
    RemoveGroupMember,
)
from commkit.posts import CreateReply, CreateThread
from commkit.spaces import AddToConversation, LeaveConversation, StartConversation
from commkit_minors import (
    AgeBand,
    AllowContact,
    DisallowContact,
    SetMinorLimits,
    StoreAge,
)
from commkit_minors.policy import Present, strangers_of_minors, to_take_out

PEOPLE = ("ada", "bob", "tim", "tom", "pia")
BANDS = tuple(AgeBand)
who = st.sampled_from(PEOPLE)
steps = st.one_of(
    st.tuples(st.just("start"), who, st.lists(who, min_size=1, max_size=3)),
    st.tuples(st.just("add"), who, who),
    st.tuples(st.just("leave"), who),
    st.tuples(st.just("join group"), who, st.integers(0, 1)),
    st.tuples(st.just("leave group"), who, st.integers(0, 1)),
    st.tuples(st.just("delete group"), st.integers(0, 1)),
    st.tuples(st.just("age"), who, st.sampled_from(BANDS)),
    st.tuples(st.just("allow"), who),
    st.tuples(st.just("disallow"), who),
    st.tuples(st.just("limit"), st.booleans()),
    st.tuples(st.just("rejoin"), who),
    st.tuples(st.just("wait"), st.integers(1, 40)),
)


class World:
    """A town in which things happen, of which many are refused."""

    def __init__(self, town: Any) -> None:
        self.town = town
        self.ids = {name: town.member(name) for name in PEOPLE}
        self.groups = [town.together(name="one"), town.together(name="two")]
        self.rooms: list[Any] = []

    def do(self, actor: Any, command: Any) -> Any:
        try:
            return self.town.do(actor, command)
        except CommkitError:
            return None

    def step(self, what: str, *said: Any) -> None:
        """One thing happens, or is refused."""
        getattr(self, what.replace(" ", "_"))(*said)

    def start(self, by: str, others: list[str]) -> None:
        if made := self.do(by, StartConversation(tuple(self.ids[each] for each in others))):
            self.rooms.append(made)

    def add(self, by: str, other: str) -> None:
        for room in self.rooms:
            self.do(by, AddToConversation(room.id, self.ids[other]))

    def leave(self, by: str) -> None:
        for room in self.rooms:
            self.do(by, LeaveConversation(room.id))

    def join_group(self, one: str, at: int) -> None:
        self.do("stew", AddGroupMember(self.groups[at], self.ids[one]))

    def leave_group(self, one: str, at: int) -> None:
        self.do("stew", RemoveGroupMember(self.groups[at], self.ids[one]))

    def delete_group(self, at: int) -> None:
        self.do("stew", DeleteGroup(self.groups[at]))

    def age(self, one: str, band: AgeBand) -> None:
        guardians = ("pia",) if one == "tim" else ()
        self.do(SYSTEM, StoreAge(member=self.ids[one], band=band, guardians=guardians))

    def allow(self, one: str) -> None:
        self.do("pia", AllowContact(self.ids["tim"], self.ids[one]))

    def disallow(self, one: str) -> None:
        self.do("pia", DisallowContact(self.ids["tim"], self.ids[one]))

    def limit(self, conversations: bool) -> None:
        self.do("pia", SetMinorLimits(self.ids["tim"], conversations=conversations))

    def rejoin(self, one: str) -> None:
        self.do(one, LeaveCommunity())
        self.do(one, JoinCommunity())

    def wait(self, days: int) -> None:
        self.town.clock.advance(timedelta(days=days))
        self.town.kit.worker().drain()

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Minors who are in a conversation with a stranger, reckoned anew from the tables alone."""
        with self.town.kit.database.engine.connect() as connection:

            def rows(sql: str) -> list[Any]:
                return list(connection.exec_driver_sql(sql))

            inside = rows(
                'SELECT m."group", m.member, g.walled, g.kept_by, g.open FROM commkit_group_member m'
                ' JOIN commkit_group g ON g.id = m."group"'
            )
            free = {
                member
                for member, protected in rows("SELECT member, protected FROM commkit_minors_age")
                if not protected
            }
            known = {(a, b) for a, b in rows("SELECT minor, contact FROM commkit_minors_contact")}
            known |= {
                (a, b)
                for a, b in rows(
                    "SELECT minor, guardian FROM commkit_minors_guardianship WHERE source = 'host'"
                )
            }
            alone = {a for (a,) in rows("SELECT minor FROM commkit_minors_limits WHERE NOT conversations")}
        for (room, one, walled, *_), (other_room, other, *_) in product(inside, inside):
            if not walled or room != other_room or one == other or one in free:
                continue
            together = any(
                a[0] == b[0] and a[1] == one and b[1] == other and not a[2] and not a[3] and not a[4]
                for a, b in product(inside, inside)
            )
            if one in alone or not (together or (one, other) in known or (other, one) in known):
                yield one, other


@pytest.mark.slow
@given(happens=st.lists(steps, min_size=5, max_size=25))
@settings(max_examples=25, deadline=None)
def test_never_is_a_minor_in_a_conversation_with_a_stranger(
    reused_towns: Any, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory, happens: Any
) -> None:
    file = tmp_path_factory.mktemp("never") / "town.db"
    shutil.copy(migrated_file, file)
    with reused_towns.town(f"sqlite:///{file}") as town:
        world = World(town)
        for each in happens:
            world.step(*each)
            assert not list(world.wrong()), each


def test_control_a_conversation_past_the_rules_is_found(sqlite_town: Any) -> None:
    world = World(sqlite_town)
    world.step("join group", "ada", 0)
    world.step("join group", "tim", 0)
    world.step("start", "ada", ["tim"])
    assert not list(world.wrong())
    with sqlite_town.kit.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "DELETE FROM commkit_group_member WHERE \"group\" IN (SELECT id FROM commkit_group WHERE kept_by = '')"
        )
    assert list(world.wrong())


@given(
    persons=st.lists(st.integers(0, 6), max_size=6),
    minors=st.sets(st.integers(0, 6)),
    alone=st.sets(st.integers(0, 6)),
    known=st.sets(st.frozensets(st.integers(0, 6), min_size=2, max_size=2)),
    first=st.none() | st.integers(0, 6),
)
def test_never_is_a_pair_of_strangers_left(
    persons: Any, minors: Any, alone: Any, known: Any, first: Any
) -> None:
    inside = [Present(each, each) for each in persons]
    rules: dict[str, Any] = {"protected": minors, "alone": alone & minors, "known": known}
    pairs = strangers_of_minors(inside, **rules)
    out = to_take_out(pairs, minors, first)
    assert not strangers_of_minors([each for each in inside if each.person not in out], **rules)
    assert out <= set(persons)
    if not pairs:
        assert not out


def _band(town: Any, key: str, band: AgeBand) -> None:
    town.do(SYSTEM, StoreAge(member=town.member(key), band=band))


@pytest.mark.parametrize(
    ("role", "one", "other"),
    [
        ("member", AgeBand.ADULT, AgeBand.TEEN),
        ("steward", AgeBand.ADULT, AgeBand.ADULT),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in product(("member", "steward"), BANDS, BANDS)
        ),
    ],
)
def test_the_matrix_of_roles_bands_and_messages(
    sqlite_town: Any, role: str, one: AgeBand, other: AgeBand
) -> None:
    """Each direct message and link, by each role and band, to each band: refused if one of the two is a minor."""
    town, by, to = sqlite_town, "ada" if role == "member" else "stew", "bob"
    _band(town, by, one)
    _band(town, to, other)
    is_minor = one is not AgeBand.ADULT, other is not AgeBand.ADULT
    adults = town.talk("cid", "pia")
    asked = town.do(to, CreateThread(kind="talk", title="Tonight", body="Where?")).id
    tried = {
        "start": (by, StartConversation(town.members(to)), any(is_minor)),
        "start for three": (by, StartConversation(town.members(to, "cid")), any(is_minor)),
        "be added": ("cid", AddToConversation(adults.id, town.member(to)), is_minor[1]),
        "link": (by, CreateThread(kind="talk", title="Tonight", body="discord.gg/x"), is_minor[0]),
        "link in a reply": (by, CreateReply(asked, "discord.gg/x"), any(is_minor)),
        "link in a mention": (
            by,
            CreateThread(kind="talk", title="Tonight", body="discord.gg/x, @bob"),
            any(is_minor),
        ),
        "post": (by, CreateThread(kind="talk", title="Tonight", body="Who plays?"), False),
        "reply": (by, CreateReply(asked, "Here."), False),
    }
    found = {}
    for name, (actor, command, _) in tried.items():
        try:
            town.do(actor, command)
            found[name] = False
        except CommkitError as error:
            found[name] = error.code in ("minors.stranger", "minors.voice_link")
    assert found == {name: refused for name, (_, _, refused) in tried.items()}
