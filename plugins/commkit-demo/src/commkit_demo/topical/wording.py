"""What the simulated people who think about light write about."""

from commkit_demo.simulation import Subject, Wording, choose_from

SCOPE = "Light in homes and streets, and who decides about it"

TOPICS = (
    ("streets", "Streets at night", "How much light a street needs."),
    ("homes", "Light at home", "Lamps, colours, and habits."),
    ("nature", "Light and nature", "What light does to those who need the dark."),
)
"""Sub-topics: the slug, the title, the purpose."""
SUBJECTS = (
    Subject("Streets should be dark after midnight", "Hardly anybody is there, and everybody pays.", "dark"),
    Subject("Without light I do not walk home", "It is not about insects for me.", "safety"),
    Subject("Cold light belongs in no living room", "Change my mind.", "colour"),
    Subject("Who pays for the lamps of a school?", "The city says the parents do.", "money"),
    Subject("Motion sensors: a waste or a way?", "Ours lights up for every cat.", "sensors"),
    Subject("Moths counted for a month", "Forty a night with the old lamp, six with the new one.", "insects"),
    Subject("Let the neighbours vote on a lamp", "They sleep beside it.", "voting"),
    Subject("Candles are not romantic, they are soot", "I measured it.", "colour"),
)
COMMENTS = (
    "I see it the other way round, and here is why: I live there.",
    "You are right about the costs; what about those who walk?",
    "Where does that number come from?",
    "Our street tried it for a year. It was quieter, and nobody fell.",
    "That holds in a village. Not here.",
    "I had not thought of that. Thank you.",
    "Both can be true: dimmed, and never off.",
    "Ask those who work at night.",
    "I disagree with the first half.",
    "There is a study on this; I will look for it.",
)
ASKED = (
    "How shall our streets be lit?",
    "Say what you think; then see who thinks alike, and what all share.",
)
"""What the community manager asks: the title, the text."""
STATEMENTS = (
    ("Streets are dimmed after midnight.", 1),
    ("A dark street is a dangerous street.", -1),
    ("Insects matter more than our comfort.", 1),
    ("The city spends too little on light.", -1),
    ("Shop windows are switched off at ten.", 1),
    ("Every path has a lamp that burns all night.", -1),
    ("Those who live beside a lamp are asked first.", 0),
    ("A broken lamp is repaired within a week.", 0),
)
"""Statements, each with the camp that agrees: 1 for who likes the dark, -1 for who likes light, 0 for all."""
PROPOSALS = (
    ("Lamps are amber, not white.", 1),
    ("Motion sensors are enough in side streets.", 1),
    ("Parks are lit until the last bus.", -1),
    ("Buy my lamps.", 0),
)
"""What members propose; the last one is rejected."""

LIGHT_WORDING = Wording(choose_from(*SUBJECTS), COMMENTS)
