"""The first threads of a new topical community."""

from commkit.posts import SeedThread

WHAT_BELONGS_HERE = SeedThread(
    name="topical.what_belongs_here",
    kind="opinion",
    title="What belongs here?",
    body=(
        "What this community was founded for stands in its purpose, and what it is about in its scope.\n\n"
        "1. one thread has **one question**; a second one gets a thread of its own;\n"
        "2. put it into the **sub-topic** whose rules fit, and cross-post it where others should see it, too;\n"
        "3. what you do not want to read you can **mute**: a word, a tag, a sub-topic or a person. Nobody sees that."
    ),
)
HOW_WE_DISAGREE = SeedThread(
    name="topical.how_we_disagree",
    kind="opinion",
    title="How do we disagree?",
    body=(
        "With what was said, and not with who said it:\n\n"
        "1. say **first** what the other is right about;\n"
        "2. say **how you know** what you know, and how sure you are;\n"
        "3. an answer may **wait**: threads that heat up are slowed down by themselves, with the reason for all to "
        "read, and until they have cooled everybody may rephrase or take back what they wrote;\n"
        "4. report what breaks the rules, and do not answer it."
    ),
)
