"""Who may ask why."""

from commkit.testing.permissions import by

EXPECTED = {
    "explaining.explain": by(
        member="own",
        silenced="own",
        suspended="own",
        steward="any+gone",
        given={"action": "posts.publish"},
    ),
}

WORDS = {"action": ("posts.publish", "posts.edit", "posts.edit_post", "known"), "record": ("Post", None)}
