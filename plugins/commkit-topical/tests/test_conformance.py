"""The rules that every plugin keeps, checked on this one."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM, Kit
from commkit.members import AddMember
from commkit.posts import CreateReply, CreateThread, Post, PostId, ReadPost
from commkit.spaces import CreateSpace, SpaceId
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permission_matrix import OTHER, MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_topical import (
    AddToReadingList,
    CoolingId,
    CreateCustomFeed,
    CreateReadingList,
    CreateRecurringThread,
    CustomFeedId,
    ReadingListId,
    Recurrence,
    RecurringThreadId,
    Topical,
)
from commkit_topical.jobs import MeasureHeat

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def _space(scenario: Scenario, actor: str) -> SpaceId:
    return scenario.do(SYSTEM, CreateSpace(f"s{uuid4().hex}", "Roses")).id


def _heated(scenario: Scenario, actor: str) -> PostId:
    """A reply of this actor in a thread that cools, in which somebody else answered them."""
    other = f"other-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(other))
    last = thread = scenario.do(actor, CreateThread(kind="opinion", title="Slugs", body="Beer or ducks?"))
    for number in range(8):
        last = scenario.do((other, actor)[number % 2], CreateReply(last.id, f"No! {number}"))
    scenario.do(SYSTEM, MeasureHeat(thread.id))
    return last.id


def _opinion(scenario: Scenario, actor: str) -> PostId:
    return scenario.do(actor, CreateThread(kind="opinion", title="Slugs", body="Beer or ducks?")).id


def _recurring(scenario: Scenario, actor: str) -> RecurringThreadId:
    command = CreateRecurringThread(
        kind="opinion",
        title="What grows?",
        body="Show it.",
        recurrence=Recurrence.DAILY,
        at="09:00",
        time_zone="UTC",
    )
    return scenario.do(SYSTEM, command).id


def _reading(scenario: Scenario, actor: str) -> ReadingListId:
    return scenario.do(actor, CreateReadingList("Later", for_members=True)).id


def _own_reading(cell: MatrixCell) -> ReadingListId:
    """A list of who sends the message; of somebody else where the sender is no member and has none."""
    return _reading(cell.scenario, OTHER if cell.role in {"visitor", "outsider", "system"} else cell.role)


def _custom_feed(scenario: Scenario, actor: str) -> CustomFeedId:
    spaces = (_space(scenario, actor),)
    return scenario.do(actor, CreateCustomFeed(f"Mine {uuid4().hex}", spaces)).feed.id


def _answerable(scenario: Scenario, actor: str) -> PostId:
    """A post by somebody else, whom this actor answered in a thread that cools."""
    return scenario.ask(SYSTEM, ReadPost(_heated(scenario, actor))).parent


_KEPT: dict[tuple[int, str], PostId] = {}


def _filled(scenario: Scenario, actor: str) -> ReadingListId:
    """A list of this actor with the post that `_kept` names."""
    reading = _reading(scenario, actor)
    scenario.do(actor, AddToReadingList(reading, _kept(scenario, actor)))
    return reading


def _kept(scenario: Scenario, actor: str) -> PostId:
    """One post for each actor of a scenario."""
    return _KEPT.setdefault((id(scenario), actor), _opinion(scenario, actor))


def _cooling(cell: MatrixCell) -> CoolingId:
    """A cooling that is over: none has this id."""
    return CoolingId(uuid4())


class TestTopical(PluginConformance):
    plugin = staticmethod(Topical)
    type = "topical"
    settings: ClassVar[Any] = {"topical.scope": {"subject": "Gardens in the city"}}
    sample_values: ClassVar[Any] = {
        "kind": ("opinion", "link", "reply"),
        "word": ("slugs", "garden gnome"),
        "tag": ("pests",),
        "recurrence": ("daily",),
        "at": ("09:00",),
        "day": (0,),
        "time_zone": ("UTC",),
    }
    private_messages = (
        "topical.mute_word",
        "topical.unmute_word",
        "topical.mute_tag",
        "topical.unmute_tag",
        "topical.mute_space",
        "topical.unmute_space",
        "topical.list_my_mutes",
        "topical.create_custom_feed",
        "topical.update_custom_feed",
        "topical.delete_custom_feed",
        "topical.list_my_custom_feeds",
        "topical.list_custom_feed_threads",
        "topical.view_custom_feed",
        "topical.read_pause_prompt",
    )
    fixtures: ClassVar[Any] = {
        "SpaceId": Fixture(_space),
        "RecurringThreadId": Fixture(_recurring),
        "ReadingListId": Fixture(_reading),
        "CustomFeedId": Fixture(_custom_feed),
    }
    expected_permissions: ClassVar[Any] = {
        "topical.read_scope": allowed(visitor="any"),
        "topical.mute_word": allowed(member="any", system="no", given={"word": "slugs"}),
        "topical.unmute_word": allowed(member="any", system="no", given={"word": "slugs"}),
        "topical.mute_tag": allowed(member="any", system="no", given={"tag": "pests"}),
        "topical.unmute_tag": allowed(member="any", system="no", given={"tag": "pests"}),
        "topical.mute_space": allowed(member="any", system="no"),
        "topical.unmute_space": allowed(member="any", system="no"),
        "topical.list_my_mutes": allowed(member="any", system="any"),
        "topical.read_cooling": allowed(visitor="any", given={"thread": Fixture(_heated)}),
        "topical.read_pause_prompt": allowed(member="any", system="any", given={"thread": Fixture(_heated)}),
        "topical.rephrase_post": allowed(
            member="own",
            system="no",
            given={"post": Fixture(_heated), "version": 1, "body": "I see it otherwise."},
        ),
        "topical.write_apology": allowed(
            member="any", system="no", given={"post": Fixture(_answerable), "body": "I am sorry."}
        ),
        "topical.lift_cooling": allowed(
            member="no", moderator="any", steward="any", given={"thread": Fixture(_heated)}
        ),
        "topical.read_cooling_numbers": allowed(
            steward="any", given={"since": SINCE, "until": SINCE + timedelta(days=1)}
        ),
        "topical.read_voice_numbers": allowed(
            steward="any", given={"since": SINCE, "until": SINCE + timedelta(days=1)}
        ),
        "topical.read_activation_numbers": allowed(
            steward="any", given={"since": SINCE, "until": SINCE + timedelta(days=1)}
        ),
        "topical.cross_post_thread": allowed(member="any", system="no", given={"thread": Fixture(_opinion)}),
        "topical.read_cross_posts": allowed(visitor="any", given={"thread": Fixture(_opinion)}),
        "topical.create_recurring_thread": allowed(
            member="no",
            moderator="any",
            steward="any",
            given={
                "kind": "opinion",
                "title": "What grows? ({date})",
                "body": "Show it.",
                "recurrence": "weekly",
                "at": "09:00",
                "day": 4,
                "time_zone": "UTC",
                "tags": (),
                "space": None,
            },
        ),
        "topical.end_recurring_thread": allowed(member="no", moderator="any", steward="any"),
        "topical.list_recurring_threads": allowed(member="no", moderator="any", steward="any"),
        "topical.create_reading_list": allowed(member="any", system="no"),
        "topical.update_reading_list": allowed(member="own", system="any"),
        "topical.delete_reading_list": allowed(
            member="own", moderator="any", steward="any", system="any", archived=True
        ),
        "topical.add_to_reading_list": allowed(
            member="any", system="any", given={"post": Fixture(_opinion), "reading": _own_reading}
        ),
        "topical.update_reading_item": allowed(
            member="own",
            system="any",
            given={"reading": Fixture(_filled), "post": Fixture(_kept), "place": 1},
        ),
        "topical.remove_from_reading_list": allowed(
            member="own", system="any", given={"post": Fixture(_opinion)}
        ),
        "topical.list_reading_lists": allowed(member="any", steward="any+removed"),
        "topical.read_reading_list": allowed(member="any"),
        "topical.create_custom_feed": allowed(
            member="any",
            system="no",
            given={"title": "Mine", "spaces": lambda cell: (_space(cell.scenario, cell.role),)},
        ),
        "topical.update_custom_feed": allowed(member="own", system="no"),
        "topical.delete_custom_feed": allowed(member="own", system="no", archived=True),
        "topical.list_my_custom_feeds": allowed(member="any", system="any"),
        "topical.list_custom_feed_threads": allowed(member="own", system="no"),
        "topical.view_custom_feed": allowed(member="own", system="no", given={"rendered": False}),
        "topical.open_recurring_thread": allowed(system="any+removed"),
        "topical.measure_heat": allowed(
            system="any+removed", archived=True, given={"thread": Fixture(_heated)}
        ),
        "topical.review_cooling": allowed(system="any+removed", archived=True, given={"cooling": _cooling}),
    }

    def test_what_pages_offer_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Post: offered_about_post},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={},
        )
        assert not found, "\n".join(found)
