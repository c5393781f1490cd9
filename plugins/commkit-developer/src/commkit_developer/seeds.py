"""The first threads of a new developer community."""

from commkit.posts import SeedThread

HOW_TO_ASK = SeedThread(
    name="developer.how_to_ask",
    kind="guide",
    title="How do I write a question that can be reproduced?",
    body=(
        "Others can only solve what they can see happen:\n\n"
        "1. the **smallest code** that shows it, as text in a code block with its language;\n"
        "2. what you **expected**, and what you **got**, with the whole message;\n"
        "3. the **versions** of everything that takes part;\n"
        "4. the **steps** from an empty folder.\n\n"
        "Who tries to write this down often finds the answer. Then ask all the same, and answer it yourself."
    ),
)
HOW_TO_JUDGE = SeedThread(
    name="developer.how_to_judge",
    kind="guide",
    title="When do I vote, edit, or close?",
    body=(
        "Vote for what helped you, and against what would have led you astray, never against a person. "
        "Suggest an edit where a post is right but hard to read. Vote to close what cannot be answered as it stands, "
        "and say what is missing: a closed question that was made better is opened again."
    ),
)
