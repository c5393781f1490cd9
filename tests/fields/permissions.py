"""The permission matrix of fields; the type of these suites gives everything a field `place`."""

from commkit.testing.permissions import allowed

EXPECTED_PERMISSIONS = {
    "fields.update_member_fields": allowed(
        member="own", steward="any+removed", given={"fields": {"place": "Linz"}}
    ),
    "fields.read_fields": allowed(visitor="any", given={"subject": "member"}),
    "fields.read_licences": allowed(visitor="any"),
    "fields.list_by_field": allowed(visitor="any", given={"subject": "member", "field": "place"}),
}
SAMPLE_VALUES = {"field": ("place",), "fields": ({"place": "Linz"},)} | dict.fromkeys(
    ("equals", "at_least", "at_most"), (None, "Linz")
)
