"""Delivery schedules: the same in every community, and validated."""

import pytest

from commkit import Kit
from commkit.notifications import DeliverySchedule, ReadDeliverySchedule, SetDeliverySchedule
from tests.helpers import ask, assert_invalid, do
from tests.sample import create_community


def test_the_schedule_is_the_same_in_every_community(small_tower: Kit) -> None:
    create_community(small_tower, "city", type="tower", members=("ada",))
    made = do(
        small_tower,
        "ada",
        "town",
        SetDeliverySchedule(
            time_zone="Asia/Kathmandu", quiet_from="22:00", quiet_until="06:30", mails_per_day=3
        ),
    )
    assert made == DeliverySchedule("Asia/Kathmandu", "22:00", "06:30", 3)
    assert (
        ask(small_tower, "ada", "city", ReadDeliverySchedule())
        == ask(small_tower, "ada", None, ReadDeliverySchedule())
        == made
    )
    assert ask(small_tower, "bob", "town", ReadDeliverySchedule()) == DeliverySchedule()


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"time_zone": "Mars/Olympus"}, {"time_zone": "unknown_zone"}),
        ({"quiet_from": "25:00", "quiet_until": "7"}, {"quiet_from": "no_time", "quiet_until": "no_time"}),
        ({"quiet_from": "22:00"}, {"quiet_until": "one_end"}),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, {"quiet_until": "no_length"}),
        ({"mails_per_day": -1}, {"mails_per_day": "out_of_range"}),
        ({"mails_per_day": 1_001}, {"mails_per_day": "out_of_range"}),
    ],
)
def test_invalid_schedules_are_refused(
    small_tower: Kit, fields: dict[str, str], faults: dict[str, str]
) -> None:
    with assert_invalid(**faults):
        do(small_tower, "ada", "town", SetDeliverySchedule(**fields))  # type: ignore[arg-type]
