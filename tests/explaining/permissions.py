"""Who may ask why."""

from commkit.testing.permissions import by

EXPECTED = {
    "explaining.explain_decision": by(
        member="own",
        silenced="own",
        suspended="own",
        steward="any+gone",
        given={"action": "posts.create_thread"},
    ),
}

WORDS = {
    "action": ("posts.create_thread", "posts.edit", "posts.edit_post", "known"),
    "record": ("Post", None),
}
