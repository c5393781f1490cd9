"""What the simulated magazine and its readers write about."""

from commkit_demo.simulation import Subject, Wording, choose_from

HOST = "lumen.example"
"""The site whose pages readers comment on."""
PAGES = tuple(
    f"https://{HOST}/stories/{name}"
    for name in ("lamp-of-the-year", "a-day-in-the-lab", "repair", "old-radio")
)
TRACKED = "?utm_source=letter#comments"
"""What newsletters add to an address; it is the same page."""

TALKS = (
    Subject("What should we write about in winter?", "I miss something on heating.", "ideas"),
    Subject("Are lamps part of a flat?", "My landlord says so. Has anybody read about it?", "law"),
    Subject("The best story of the month", "Mine is the one about the old radio.", "stories"),
    Subject("Could you print the numbers, too?", "I like to compute them myself.", "data"),
    Subject("Where is the index of last year?", "I look for the series on repairs.", "archive"),
)
COMMENTS = (
    "The second paragraph made me think again.",
    "I measured it myself, and it is true: 4 watts.",
    "You left out the people who rent.",
    "Is there a source for the last number?",
    "My grandfather built these; they were hand-wound.",
    "I do not agree, and here is why: it was cheaper before.",
    "Thank you for asking those who live there.",
    "Please write a second part.",
    "The picture shows another model.",
    "This helped me decide.",
)
STORIES = (
    ("Light for the harbour", "Two hundred lamps, one night, and a crane that did not fit.", "city"),
    ("Who repairs the repairers?", "A workshop looks for an heir.", "work"),
    ("The quiet end of the old radio band", "On Sunday the last station goes silent.", "radio"),
    ("What a kilowatt-hour costs in the morning", "We read forty meters.", "energy"),
    ("A school builds its own lamps", "Thirty children, six soldering irons.", "people"),
    ("The lamp that came back", "Sold in 1961, returned last week, and it works.", "people"),
    ("How dark may a street be?", "The city asks, and the answers differ.", "city"),
    ("Sockets of the world", "A small history with fifteen holes.", "history"),
)
"""Articles: the title, the text, the tag."""
RELEASES = (
    ("Lumen opens a second workshop", "Next to the first one, with a window to the street.", "work"),
    ("The Lumen hub in version 4", "It is quieter, and uses half of the power.", "product"),
)
"""Press releases: the company's own word."""
TICKERS = (
    (
        "The long night of lamps, live",
        (
            "Doors are open.",
            "The queue reaches the bridge.",
            "The first lamp is lit, at 19:04.",
            "Good night.",
        ),
    ),
    (
        "The fair, live",
        (
            "The halls are open.",
            "The hub of the year is chosen.",
            "Rain; all is moved inside.",
            "See you next year.",
        ),
    ),
)
QUESTION_HOURS = (
    ("Ask an electrician", "She answers for a week: sockets, fuses, fear."),
    ("Ask somebody who blows glass", "He has done it for forty years."),
)
QUESTIONS = (
    "May I change a socket myself?",
    "Why does the fuse go only in the morning?",
    "What do you do with old lamps?",
    "Is flickering bad for the eyes?",
    "How long does one learn this?",
    "Which tool do you miss most on a journey?",
)
ANSWERS = (
    "No, and I would not tell you how: let somebody look at it.",
    "Because the boiler and the kettle start together; move one of them.",
    "We take them apart: glass, metal, and a little dust that we do not breathe.",
    "Above 100 times a second nobody has shown it.",
)
REVIEWED = (
    ("Lamp No. 7", "Ours, and we want to know what you think."),
    ("The book about dark streets", "Have you read it? What do you make of it?"),
)
REVIEWS = {
    5: "I would buy it again tomorrow.",
    4: "Good, with a plug that is too short.",
    3: "It does what it says.",
    2: "The colour is not that of the picture.",
    1: "It broke in the first week.",
}
"""What a review says for so many stars."""
MISTAKES = ("It is the north bridge.", "It opened on Tuesday, not on Monday.", "The number is per year.")

MEDIA_WORDING = Wording(choose_from(*TALKS), COMMENTS)
