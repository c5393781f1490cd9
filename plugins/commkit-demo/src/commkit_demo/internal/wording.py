"""What colleagues in the simulated company write about."""

from commkit_demo.simulation import Subject, Wording, choose_from

TOPICS = (
    Subject("Where do we keep the drawings of the hub?", "I find two folders, and both look current.", "hub"),
    Subject("Who talks to the lab about the radio test?", "The slot in March is free again.", "radio"),
    Subject("The test rack is slow in the morning", "It takes ten minutes until the first run.", "testing"),
    Subject("How do you estimate a repair?", "My numbers are always too low by a third.", "repairs"),
    Subject("A customer wants lamps in ships", "Salt, vibration, no network: has anybody done it?", "sales"),
    Subject("What we learned from the recall", "Three notes of the last retrospective.", "quality"),
    Subject("The new supplier of plugs", "Their samples are here; who has half an hour?", "purchasing"),
    Subject("Should firmware notes be in two languages?", "Support translates them by hand now.", "firmware"),
    Subject("Room for the quiet hours", "The small one is free until ten.", "office"),
    Subject("Numbers of the first week", "Returns went down, calls did not.", "quality"),
)
"""What is talked about, each with its tag."""
COMMENTS = (
    "I can show you, it takes five minutes.",
    "Ask the lab first, they know the last results.",
    "Same here. Let us write it down once.",
    "Good point, I had not seen it that way.",
    "The numbers are in the report of last month.",
    "That is solved since Tuesday.",
    "I would try it with one team first.",
    "Thank you, that helps.",
    "Who decides it?",
    "Let us take it to the meeting.",
)
ANNOUNCEMENTS = (
    (
        "New travel rules",
        "Trains instead of flights below six hours.",
        "Trains instead of flights below five hours.",
    ),
    (
        "Safety in the lab",
        "Glasses on, and nobody alone after six.",
        "Glasses on, and nobody alone after five.",
    ),
    (
        "Our numbers of the quarter",
        "More hubs, fewer returns. Thank you.",
        "More hubs, fewer returns, two new sites.",
    ),
    (
        "How we handle customers' data",
        "Only what a case needs, for 30 days.",
        "Only what a case needs, for 14 days.",
    ),
    (
        "The canteen is rebuilt",
        "For two weeks lunch is on floor three.",
        "For three weeks lunch is on floor three.",
    ),
)
"""Announcements: the title, the text, and the text once it is corrected."""
CALLS = (
    ("Where do we waste energy?", "In the lab, in the office, on the way."),
    ("What should a newcomer never have to ask?", "So that it is written down where they look."),
    ("Which meeting can go?", "Or be half as long."),
)
IDEAS = (
    ("Switch the test rack off at night", "A timer would do."),
    ("One list of all abbreviations", "With who coined them."),
    ("Meet standing", "It ends earlier."),
    ("Solar cells on the warehouse", "The roof faces south."),
    ("Let the doors close by themselves", "The lab is cooled all day."),
    ("A map of who sits where", "On the first page of the wiki."),
    ("No meetings before ten", "The best hour for quiet work."),
    ("Repair days for our own devices", "Half of the drawer works again."),
)
THANKS = (
    ("care", "You stayed until the rack worked again."),
    ("courage", "You said what nobody wanted to hear."),
    ("craft", "The cleanest drawing that I have seen."),
    ("care", "You took the call for me."),
    ("craft", "Your test found it before the customer did."),
)
"""Kudos: one of the company's values, and the words."""
VALUES = tuple(dict.fromkeys(value for value, _ in THANKS))
TASKS = (
    (0, "Get your key and your computer"),
    (1, "Have lunch with your buddy"),
    (3, "Read the safety rules of the lab"),
    (5, "Say hello in a topic"),
)
"""What newcomers do, and on which day."""

COMPANY_WORDING = Wording(choose_from(*TOPICS), COMMENTS)
