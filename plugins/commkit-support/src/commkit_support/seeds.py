"""The first threads of a new support community."""

from commkit.posts import SeedThread

HOW_TO_ASK = SeedThread(
    name="support.how_to_ask",
    kind="announcement",
    title="How do I ask so that others can help?",
    body=(
        "A good question says:\n\n"
        "1. **what you want to do**, in one sentence;\n"
        "2. **what happens instead**, with the words of the message that you see;\n"
        "3. **what you use**: the product, its version, the device;\n"
        "4. **what you tried** so far.\n\n"
        "Leave out names, addresses, and numbers of orders or customers: everybody reads this. "
        "If an answer helped, accept it: that helps the next one, too."
    ),
)
WHO_ANSWERS = SeedThread(
    name="support.who_answers",
    kind="announcement",
    title="Who answers here, and when does our help desk?",
    body=(
        "Members answer members: anybody who knows something may reply. Staff looks after what nobody could answer.\n\n"
        "This community does not replace the help desk. What concerns your order, your account or your safety "
        "belongs there; any question can be handed over to it, and its answer comes back into the thread."
    ),
)
