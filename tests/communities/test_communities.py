"""Creating, updating, configuring, archiving and listing communities."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commkit import SYSTEM, CommkitError, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import (
    ArchiveCommunity,
    Community,
    CommunityArchived,
    CommunityCreated,
    CommunityReopened,
    CommunityUpdated,
    CreateCommunity,
    JoinPolicy,
    ListCommunities,
    ReadCommunity,
    ReopenCommunity,
    SettingsUpdated,
    UpdateCommunity,
    UpdateSettings,
    Visibility,
)
from commkit.members import AssignRole, JoinCommunity, MemberJoined, ReadMember
from commkit.posts import CreateThread, ReadPost, RemovePost
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, REVIEW_ON, create_community

PROMISES: dict[str, Any] = {"title": "Town", "purpose": "To see.", "care_hours": 4, "review_on": REVIEW_ON}


def creation(slug: str = "town", type: str = "forum", **fields: Any) -> CreateCommunity:
    return CreateCommunity(**({"slug": slug, "type": type} | PROMISES | fields))


def test_the_creator_is_the_owner(kit: Kit) -> None:
    facts = emitted_facts(kit, "ada", None, creation())
    assert [type(fact) for fact in facts] == [CommunityCreated, MemberJoined]
    assert facts[0] == CommunityCreated(slug="town", type="forum")
    made = ask(kit, "ada", "town", ReadCommunity())
    assert (made.slug, made.type, made.title, made.purpose) == ("town", "forum", "Town", "To see.")
    assert (made.visibility, made.join_policy) == (Visibility.PUBLIC, JoinPolicy.OPEN)
    assert (made.care_hours, made.review_on, made.archived_at) == (4, REVIEW_ON, None)
    assert (made.member_count, made.version) == (1, 1)
    with kit.session("ada", "town") as session:
        assert (session.role, session.ask(ReadMember(session.member)).staff) == ("owner", True)
    assert_counters_hold(kit, "town")


def test_the_host_creates_without_an_owner(kit: Kit) -> None:
    assert do(kit, SYSTEM, None, creation()).member_count == 0
    assert_counters_hold(kit, "town")


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"slug": "Town"}, {"slug": "bad_slug"}),
        ({"slug": "-town"}, {"slug": "bad_slug"}),
        ({"slug": "a--b"}, {"slug": "bad_slug"}),
        ({"slug": "a b"}, {"slug": "bad_slug"}),
        ({"slug": "\u00e4"}, {"slug": "bad_slug"}),
        ({"slug": "x" * 65}, {"slug": "too_long"}),
        ({"slug": " "}, {"slug": "blank"}),
        ({"type": "nowhere"}, {"type": "unknown_type"}),
        ({"title": ""}, {"title": "blank"}),
        ({"title": "x" * 201}, {"title": "too_long"}),
        ({"purpose": " \n"}, {"purpose": "blank"}),
        ({"purpose": "x" * 2001}, {"purpose": "too_long"}),
        ({"care_hours": None}, {"care_hours": "out_of_range"}),
        ({"care_hours": 0}, {"care_hours": "out_of_range"}),
        ({"care_hours": 169}, {"care_hours": "out_of_range"}),
        ({"care_hours": 4.5}, {"care_hours": "wrong_type"}),
        ({"review_on": None}, {"review_on": "not_in_future"}),
        ({"review_on": datetime.now(UTC).date()}, {"review_on": "not_in_future"}),
        ({"review_on": datetime.now(UTC)}, {"review_on": "wrong_type"}),
        ({"visibility": "hidden"}, {"visibility": "not_a_choice"}),
        ({"join_policy": None}, {"join_policy": "not_a_choice"}),
        ({"settings": []}, {"settings": "wrong_type"}),
        ({"settings": {"posts": {"max_depth": object()}}}, {"settings.posts.max_depth": "wrong_type"}),
        ({"settings": {"nothing": {}}}, {"settings.nothing": "no_settings"}),
        ({"settings": {"posts": 5}}, {"settings.posts": "no_settings"}),
        ({"slug": "A", "care_hours": 0}, {"slug": "bad_slug", "care_hours": "out_of_range"}),
    ],
)  # fmt: skip
def test_all_faults_of_a_creation_are_listed(
    kit: Kit, fields: dict[str, Any], faults: dict[str, str]
) -> None:
    with assert_unchanged(kit), assert_invalid(**faults):
        do(kit, "ada", None, creation(**fields))


def test_a_visitor_creates_nothing(kit: Kit) -> None:
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, None, None, creation())


def test_a_name_is_taken_once_even_by_a_secret(kit: Kit) -> None:
    do(kit, "ada", None, creation(visibility=Visibility.SECRET))
    with assert_unchanged(kit), assert_refused(Conflict, "communities.slug_taken"):
        do(kit, "bob", None, creation())


def test_of_ten_at_once_one_gets_the_name(kit: Kit) -> None:
    results = run_concurrently(10, lambda n: do(kit, f"user {n}", None, creation()))
    assert sum(isinstance(result, Community) for result in results) == 1
    errors = {result.code for result in results if isinstance(result, CommkitError)}
    assert errors == {"communities.slug_taken"}
    assert_counters_hold(kit, "town")


@pytest.mark.parametrize("place", ["nowhere", "", "TOWN", "town ", "x" * 500, "\0", "\ud800"])
def test_a_community_that_is_not_there_is_not_found(kit: Kit, place: str) -> None:
    create_community(kit)
    with assert_refused(NotFound, "communities.not_found"):
        ask(kit, OWNER, place, ReadCommunity())


class TestUpdating:
    def test_fields_that_are_given_change(self, kit: Kit) -> None:
        create_community(kit)
        command = UpdateCommunity(version=1, title="City", visibility=Visibility.LISTED, care_hours=9)
        assert emitted_facts(kit, OWNER, "town", command) == [CommunityUpdated(version=2)]
        made = ask(kit, OWNER, "town", ReadCommunity())
        assert (made.title, made.visibility, made.care_hours, made.version) == ("City", "listed", 9, 2)
        assert (made.purpose, made.join_policy) == ("To see what happens.", JoinPolicy.OPEN)

    @pytest.mark.parametrize("version", [0, 2, 2**40, -(2**63)])
    def test_a_stale_version_is_refused(self, kit: Kit, version: int) -> None:
        create_community(kit)
        with assert_unchanged(kit), assert_refused(Conflict, "communities.stale"):
            do(kit, OWNER, "town", UpdateCommunity(version=version, title="City"))

    def test_care_and_review_day_are_checked_again(self, kit: Kit) -> None:
        create_community(kit)
        yesterday = datetime.now(UTC).date() - timedelta(days=1)
        with assert_unchanged(kit), assert_invalid(care_hours="out_of_range", review_on="not_in_future"):
            do(kit, OWNER, "town", UpdateCommunity(version=1, care_hours=0, review_on=yesterday))
        with assert_unchanged(kit), assert_invalid(title="blank"):
            do(kit, OWNER, "town", UpdateCommunity(version=1, title=""))

    def test_only_stewards_update(self, kit: Kit) -> None:
        create_community(kit, members=["ada"])
        for actor in ("ada", None):
            with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
                do(kit, actor, "town", UpdateCommunity(version=1, title="City"))

    def test_of_eight_at_once_one_is_first(self, kit: Kit) -> None:
        create_community(kit)
        results = run_concurrently(
            8, lambda n: do(kit, OWNER, "town", UpdateCommunity(version=1, title=f"City {n}"))
        )
        assert sum(isinstance(result, Community) for result in results) == 1
        assert ask(kit, OWNER, "town", ReadCommunity()).version == 2


class TestSettings:
    def test_they_change_how_things_go(self, kit: Kit) -> None:
        create_community(kit, members=["ada"])
        five = CreateThread(kind="question", title="Why?", body="So.", tags=tuple("abcde"))
        do(kit, "ada", "town", five)
        assert emitted_facts(kit, OWNER, "town", UpdateSettings("posts", {"max_tags": 2})) == [
            SettingsUpdated(feature="posts")
        ]
        with assert_unchanged(kit), assert_invalid(tags="too_many"):
            do(kit, "ada", "town", five)
        do(kit, OWNER, "town", UpdateSettings("posts", {"allow_self_reactions": True}))
        with assert_unchanged(kit), assert_invalid(tags="too_many"):
            do(kit, "ada", "town", five)

    @pytest.mark.parametrize(
        "values",
        [{"max_tags": -1}, {"max_tags": 21}, {"max_depth": 0}, {"max_tags": "5"}, {"max_tags": True}, {"most": 1},
         {"max_tags": None}, {"max_tags": float("nan")}, {"max_tags": 2**70}],
        ids=repr,
    )  # fmt: skip
    def test_bad_ones_are_refused(self, kit: Kit, values: dict[str, Any]) -> None:
        create_community(kit)
        with assert_unchanged(kit), assert_refused(Invalid, "runtime.invalid"):
            do(kit, OWNER, "town", UpdateSettings("posts", values))
        with assert_unchanged(kit), assert_refused(Invalid, "runtime.invalid"):
            do(kit, OWNER, None, creation("other", settings={"posts": values}))

    def test_only_stewards_set_up(self, kit: Kit) -> None:
        create_community(kit, members=["ada"])
        with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
            do(kit, "ada", "town", UpdateSettings("posts", {"max_tags": 2}))
        with assert_unchanged(kit), assert_invalid(**{"settings.communities": "no_settings"}):
            do(kit, OWNER, "town", UpdateSettings("communities", {}))


class TestArchiving:
    def test_it_is_read_but_not_written_until_it_is_reopened(self, kit: Kit) -> None:
        create_community(kit, members=["ada"])
        opening = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
        assert emitted_facts(kit, OWNER, "town", ArchiveCommunity("Done.")) == [
            CommunityArchived(reason="Done.")
        ]
        assert ask(kit, "ada", "town", ReadPost(opening.id)) == opening
        for actor, command in (
            ("ada", RemovePost(opening.id)),
            ("bob", JoinCommunity()),
            (OWNER, UpdateCommunity(version=1)),
        ):
            with assert_unchanged(kit), assert_refused(Denied, "communities.archived"):
                do(kit, actor, "town", command)
        with assert_unchanged(kit), assert_refused(Conflict, "communities.archived"):
            do(kit, OWNER, "town", ArchiveCommunity("Again."))
        assert emitted_facts(kit, OWNER, "town", ReopenCommunity()) == [CommunityReopened()]
        with assert_unchanged(kit), assert_refused(Conflict, "communities.not_archived"):
            do(kit, OWNER, "town", ReopenCommunity())
        do(kit, "ada", "town", RemovePost(opening.id))

    def test_only_owners_archive(self, kit: Kit) -> None:
        create_community(kit, members=["ada", "eve"])
        with kit.session("eve", "town") as session:
            eve = session.member
        do(kit, OWNER, "town", AssignRole(eve, "steward"))
        for actor in ("ada", "eve", None):
            with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
                do(kit, actor, "town", ArchiveCommunity("Mine."))
        with assert_unchanged(kit), assert_invalid(reason="blank"):
            do(kit, OWNER, "town", ArchiveCommunity(" "))

    def test_the_worker_is_not_held_up_by_what_was_written_before(self, kit: Kit) -> None:
        create_community(kit, members=["ada"])
        do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
        do(kit, OWNER, "town", ArchiveCommunity("Done."))
        assert (kit.worker().drain().failed, kit.worker().drain().parked) == (0, 0)


class TestListing:
    def test_it_shows_what_anybody_may_learn_of_page_by_page(self, kit: Kit) -> None:
        for number, visibility in enumerate([*Visibility] * 3):
            create_community(kit, f"place-{number:02}", visibility=visibility)
        for actor in (None, "stranger", OWNER):
            slugs, after = [], None
            while True:
                page = ask(kit, actor, None, ListCommunities(after=after, limit=2))
                assert len(page.items) <= 2
                slugs += [made.slug for made in page.items]
                if (after := page.next) is None:
                    break
            assert slugs == ["place-00", "place-01", "place-04", "place-05", "place-08", "place-09"]

    @pytest.mark.parametrize("cursor", ["", "!", "AA", "\u00e4", "gA", "4pyT"])
    def test_cursors_from_elsewhere_are_refused(self, kit: Kit, cursor: str) -> None:
        with assert_invalid(after="bad_cursor"):
            ask(kit, None, None, ListCommunities(after=cursor))
