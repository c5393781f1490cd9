"""What the simulated people who play write about."""

from commkit_demo.simulation import Subject, Wording, choose_from

GAMES = ("Lumen Arena",)
"""What the community plays."""
SUBJECTS = (
    Subject("Which lamp do you start with?", "I lose every first minute.", "tactics"),
    Subject("The tunnel map is one-sided", "Whoever starts at the left wins.", "maps"),
    Subject("Well played yesterday", "The best final so far.", "cups"),
    Subject("Looking for two who play late", "After ten, most days.", "parties"),
    Subject("How do you defend the tower?", "We are three, they are four.", "tactics"),
    Subject("My settings for low light", "They took me a month.", "settings"),
    Subject("Is the ladder fair to who plays little?", "I play on Sundays alone.", "ladder"),
    Subject("A map that nobody picks, and why", "It is the long way round.", "maps"),
)
COMMENTS = (
    "Start with the small one, and wait.",
    "We lost there three times, and won the fourth.",
    "Left looks better, and is not: count it.",
    "Well played, both of you.",
    "Ask in a guild, they train on Tuesdays.",
    "I had the same; it got better with practice.",
    "Two hold the stairs, one runs.",
    "Can you share it as a file?",
    "Try it in a cup, there it counts.",
    "That is luck. Try ten times.",
)
GUILDS = (
    ("Night Owls", "OWL"),
    ("Early Larks", "LARK"),
    ("Slow Snails", "SNAIL"),
    ("Moths", "MOTH"),
    ("Sparks", "SPARK"),
    ("Lanterns", "LAMP"),
)
"""Guilds: the name, the tag."""

GAMING_WORDING = Wording(choose_from(*SUBJECTS), COMMENTS)
