"""Digest preferences: the community's default until the member sets one."""

from commkit import Kit
from commkit.notifications import DigestFrequency, DigestPreference, ReadDigestPreference, SetDigestPreference
from tests.helpers import ask, assert_invalid, do


def test_the_communitys_digest_holds_until_the_member_sets_one(small_tower: Kit) -> None:
    assert ask(small_tower, "ada", "town", ReadDigestPreference()) == DigestPreference(DigestFrequency.DAILY)
    do(small_tower, "ada", "town", SetDigestPreference(frequency=DigestFrequency.WEEKLY, hour=17, weekday=4))
    assert ask(small_tower, "ada", "town", ReadDigestPreference()) == DigestPreference(
        DigestFrequency.WEEKLY, 17, 4
    )
    with assert_invalid(hour="no_such_hour", weekday="no_such_day"):
        do(
            small_tower,
            "ada",
            "town",
            SetDigestPreference(frequency=DigestFrequency.DAILY, hour=24, weekday=7),
        )
