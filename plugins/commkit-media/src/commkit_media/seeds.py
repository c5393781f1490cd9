"""The first threads of a new media community."""

from commkit.posts import SeedThread

HOUSE_RULES = SeedThread(
    name="media.house_rules",
    kind="talk",
    title="How do we talk here?",
    body=(
        "About the matter, and to people:\n\n"
        "1. say **what** you mean, and about **which part** of the article;\n"
        "2. say **how you know** it: a link, a number, something that you have seen yourself;\n"
        "3. answer **what was said**, not who said it;\n"
        "4. report what breaks these rules, and do not answer it.\n\n"
        "Comments that many learn something from are featured by the editors, also those that contradict us."
    ),
)
HOW_WE_CORRECT = SeedThread(
    name="media.how_we_correct",
    kind="talk",
    title="What do we do about mistakes?",
    body=(
        "Tell us below the article. What was wrong is corrected with a note that all see, and whoever found it is "
        "thanked there. Entries of a ticker are corrected with a note, too. Nothing is changed in silence."
    ),
)
