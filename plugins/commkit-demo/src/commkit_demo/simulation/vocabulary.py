"""The texts of simulated members: word lists that are combined at random.

They talk about a smart-home hub that does not exist. Each problem has one symptom and one fix, so that answers fit
their questions.
"""

from random import Random

from attrs import frozen

PRODUCTS = (
    "hub",
    "lamp",
    "thermostat",
    "door sensor",
    "camera",
    "plug",
    "remote",
    "speaker",
    "valve",
    "bridge",
)
VERSIONS = ("2.8", "2.9", "3.0", "3.1", "3.2")
AREAS = {
    "network": (
        ("drops off the network", "give it a fixed address in the router"),
        ("is slow to answer", "move it to the less crowded radio channel"),
        ("cannot be found from the phone", "allow local discovery in the phone's privacy settings"),
    ),
    "pairing": (
        ("does not pair", "hold the button for ten seconds, until the light blinks twice"),
        ("pairs and forgets it again", "remove the old entry first, then pair anew"),
        ("shows up twice", "delete the greyed-out entry and restart the app"),
    ),
    "updates": (
        ("hangs at 80 % of the update", "unplug it for a minute; the update picks up where it stopped"),
        ("went back to the old version", "switch the staged roll-out off and update by hand"),
        ("asks for an update that is not there", "clear the cache of the update service"),
    ),
    "scenes": (
        ("ignores the evening scene", "set the time zone of the home again; daylight saving confuses it"),
        ("runs a scene twice", "one of the two triggers is left over from the old app; delete it"),
        (
            "comes on in the middle of the night",
            "check the presence rule: the guest phone counts as somebody",
        ),
    ),
    "energy": (
        ("drains its battery in a week", "lower the report interval to five minutes"),
        ("reports no energy use", "calibrate it once under load"),
        ("shows yesterday's numbers", "the meter needs the right time; turn network time on"),
    ),
}
EVENTS = (
    "after the update",
    "since yesterday",
    "in the new flat",
    "with two phones",
    "behind a second router",
    "when I am away",
    "after a power cut",
    "on the guest network",
    "every Monday",
    "since I renamed the room",
)
TRIED = (
    "I restarted everything twice.",
    "A factory reset did not help.",
    "The manual says nothing about it.",
    "Another one of the same kind works.",
    "The log only says: timeout.",
    "It worked for a year before that.",
)
OPENERS = ("I had the same.", "This is a known one:", "Try this:", "Look here first:", "For me it was this:")
CLOSERS = ("That did it for me.", "Takes two minutes.", "Tell us whether it helps.", "No reset needed.")
COMMENTS = (
    "Same here, following.",
    "Which version do you run?",
    "Does it also happen with the phone next to it?",
    "Good find, thank you.",
    "Could you add what the log says?",
    "This should be in the manual.",
    "It helped me as well.",
    "Sadly that changed nothing here.",
    "That was it, many thanks!",
    "Works again, also after a restart.",
)
RUDE_TITLES = ("CHEAP BULBS HERE", "What a scrap heap", "Look at my shop", "You all got fooled")
RUDE = (
    "Only fools buy this.",
    "Learn to read before you write.",
    "Best prices in town, write to me!!!",
    "What a stupid question.",
    "Stop wasting our time.",
)
EDITS = (
    "Edit: fixed a typo.",
    "Edit: it is the same with the cable.",
    "Edit: added the version.",
    "Edit: clearer now.",
)


@frozen
class Problem:
    """What a thread is about.

    Attributes:
        product: The thing that fails.
        version: Its firmware.
        area: The part of the product; threads are tagged with it.
        symptom: What it does.
        event: When it does so.
        fix: What helps.
    """

    product: str
    version: str
    area: str
    symptom: str
    event: str
    fix: str

    @property
    def title(self) -> str:
        """The title of a thread about it."""
        return f"My {self.product} {self.symptom} {self.event}"

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of a thread about it."""
        return self.area, self.product.replace(" ", "-")


def problem(rng: Random) -> Problem:
    """A random problem; some products and areas fail more often than others."""
    area = rng.choices(tuple(AREAS), weights=(5, 4, 3, 2, 1))[0]
    symptom, fix = rng.choice(AREAS[area])
    product = PRODUCTS[min(int(rng.expovariate(0.4)), len(PRODUCTS) - 1)]
    return Problem(product, rng.choice(VERSIONS), area, symptom, rng.choice(EVENTS), fix)


def question(rng: Random, about: Problem) -> str:
    """The text of a question about a problem."""
    tried = " ".join(rng.sample(TRIED, k=rng.randint(1, 3)))
    return (
        f"My {about.product} (version {about.version}) {about.symptom} {about.event}. {tried} What can I do?"
    )


def answer(rng: Random, about: Problem) -> str:
    """The text of an answer; one in five has the fix of another problem."""
    guess = about if rng.random() < 0.8 else problem(rng)
    return f"{rng.choice(OPENERS)} {guess.fix}. {rng.choice(CLOSERS)}"
