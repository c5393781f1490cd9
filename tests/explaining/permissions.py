"""Who may ask why."""

from commkit.testing.permissions import allowed

EXPECTED_PERMISSIONS = {
    "explaining.explain_decision": allowed(
        member="own",
        silenced="own",
        suspended="own",
        steward="any+removed",
        given={"action": "posts.create_thread"},
    ),
}

SAMPLE_VALUES = {
    "action": ("posts.create_thread", "posts.edit", "posts.edit_post", "known"),
    "record": ("Post", None),
}
