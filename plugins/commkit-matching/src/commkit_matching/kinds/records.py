"""The declaration of a kind of matches, and how members read it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from attrs import frozen

from commkit import Context, FieldError, Invalid, MemberId
from commkit.storage import RowCondition
from commkit_matching.engine.records import Candidate, Value

Score = Callable[[Candidate, Candidate], float]
"""`(who prefers, whom) -> 0 to 1`."""
Allows = Callable[[Candidate, Candidate], bool]
"""`(one, another) -> whether the two may be together`; it is asked both ways, and both must say so."""
Apart = Callable[[Context, Sequence[MemberId]], Iterable[tuple[MemberId, MemberId]]]
"""`(context, members) -> pairs of them that must not be together`, in either order; in a fixed number of statements."""
Reads = Callable[[Context, Sequence[MemberId]], Mapping[MemberId, Mapping[str, Value]]]
"""`(context, members) -> what is known of each, by name`; in a fixed number of statements."""
LONGEST_NAME, LONGEST_KIND = 64, 100
"""Characters of the names of sides, wishes, preferences and limits, and of kinds."""
LONGEST_TIME = timedelta(days=36_525)
"""The longest time of a kind: a hundred years, so that every moment that follows from it can be told."""
MOST_PLACES, MOST_IN_GROUP, MOST_WISHES = 100, 20, 20
"""How many places a side may give to one member, how large groups may be, how many wishes a side may ask for."""


_NAMES = f"give names of 1 to {LONGEST_NAME} characters"


def _is_name(name: str) -> bool:
    return 1 <= len(name) <= LONGEST_NAME


class Method(StrEnum):
    """How a round finds matches."""

    GREEDY = "greedy"
    """The best pair that is left, again and again."""
    STABLE = "stable"
    """Two sides; no two of different sides both prefer each other to whom they got."""
    GROUPS = "groups"
    """Groups of several members of one side."""


class Consent(StrEnum):
    """Whose word makes a match of a proposal."""

    ALL = "all"
    """Everybody's."""
    FIRST = "first"
    """That of the first side; who asked on the other side has agreed by asking."""
    NONE = "none"
    """Nobody's: who asked has agreed, and what a round finds is a match at once."""


class Disclosure(StrEnum):
    """From when on the others of a match read a wish."""

    PROPOSED = "proposed"
    """From the proposal on."""
    MADE = "made"
    """Once all have accepted."""
    NEVER = "never"
    """It is for the engine alone."""


class WishFormat(StrEnum):
    """What a wish holds."""

    TEXT = "text"
    CHOICES = "choices"
    """Some of the declared choices."""
    NUMBER = "number"


@frozen(kw_only=True)
class Wish:
    """Something that members say when they ask to be matched: a wish, when they have time, what they offer.

    Attributes:
        name: Its name; preferences and limits read it by this.
        title: What members are asked.
        format: What it holds.
        choices: Of `CHOICES`, what may be chosen.
        most: Of `CHOICES`, how many of them; of a text, how many characters.
        required: Whether nobody asks without it.
        disclosed: From when on the others of a match read it.
    """

    name: str
    title: str
    format: WishFormat = WishFormat.TEXT
    choices: tuple[str, ...] = ()
    most: int = 500
    required: bool = False
    disclosed: Disclosure = Disclosure.MADE


@frozen(kw_only=True)
class Side:
    """Those who stand on one side of a kind, such as mentors.

    Attributes:
        name: Its name.
        title: What members read.
        places: With how many others a member of this side may be matched at once, at most; they choose up to that.
        overbooked: How many proposals each free place may have at once. The first that all accept gets the place; the
            others are closed.
        wishes: What members say when they ask.
        eligible: Who may stand here, `row of commkit_membership -> condition`; every active person where left out.
    """

    name: str
    title: str
    places: int = 1
    overbooked: int = 1
    wishes: tuple[Wish, ...] = ()
    eligible: RowCondition | None = None

    def faults(self) -> Iterator[FieldError]:
        """What does not fit."""
        if not (1 <= self.places <= MOST_PLACES and 1 <= self.overbooked <= MOST_PLACES):
            yield FieldError("sides", "out_of_range", f"give 1 to {MOST_PLACES} places and proposals")
        if len(self.wishes) > MOST_WISHES or len({wish.name for wish in self.wishes}) < len(self.wishes):
            yield FieldError("sides", "twice", f"give at most {MOST_WISHES} wishes, each with a name")
        if not all(_is_name(name) for name in (self.name, *(wish.name for wish in self.wishes))):
            yield FieldError("sides", "bad_name", _NAMES)
        for wish in self.wishes:
            if (wish.format is WishFormat.CHOICES) is not bool(wish.choices):
                yield FieldError("sides", "choices", "give choices to a wish of choices, and to no other")
            if any("," in choice or choice != choice.strip() or not choice for choice in wish.choices):
                yield FieldError("sides", "choices", "write choices without commas and spaces around them")
            if not 1 <= wish.most <= 2_000:
                yield FieldError("sides", "out_of_range", "let a wish hold 1 to 2,000")


@frozen(kw_only=True)
class Preference:
    """What makes a match better.

    Attributes:
        name: Its name.
        title: What members read in the explanation of a match.
        score: How far somebody meets what another prefers; numbers outside 0 to 1 are cut.
        weight: How much it counts beside the others, more than 0.
        uses: The wishes that it reads. Its part is told from when on the other side's are disclosed.
        told: Whether its part is told at all; False where the score would tell what a kind reads of people.
        of: The side whose preference it is; of both where left out.
    """

    name: str
    title: str
    score: Score
    weight: float = 1.0
    uses: tuple[str, ...] = ()
    told: bool = True
    of: str | None = None


@frozen(kw_only=True)
class Limit:
    """What never holds in a match: two whom a limit keeps apart are never together, whatever they prefer.

    Attributes:
        name: Its name.
        title: What members read where it is told.
        allows: Whether two may be together, from what is known of them.
        apart: Which pairs must not be, from the database.
        told: Whether members are told how many others it excluded. Leave it False where the number would tell
            something about others that is not for them.
    """

    name: str
    title: str
    allows: Allows | None = None
    apart: Apart | None = None
    told: bool = False


@frozen(kw_only=True)
class MatchKind:
    """A kind of matches, such as mentors and mentees; a feature or a type declares it, and gets all messages for it.

    Beside its own limits some hold for every kind: nobody is matched with themselves, with whom they mute or block or
    who mutes or blocks them, with whom they were matched before (`again_after`), nor who is not an active person.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        title: What members read.
        summary: What it is for, one sentence.
        sides: One where members of one pool are matched with each other, as buddies are; else two. Of two, the first
            chooses: stable pairs are the best for it that are stable.
        method: How a round finds matches.
        consent: Whose word makes a match of a proposal.
        limits: What never holds.
        preferences: What makes a match better.
        smallest: Of groups, how many they are at least.
        largest: Of groups, how many at most.
        teams: Of groups, into how many teams each is split; their strengths are as even as the engine finds.
        balanced_by: Of groups, the number by which groups are even, or their teams where there are several: a wish, or
            what `reads` gives. Who has none counts as the mean.
        reads: What is known of members besides their wishes, such as a rating or an age band.
        fair: Whether those come first who got nothing in the last rounds. Of stable pairs this orders who is wanted on
            the second side, ahead of its preferences.
        spread: The weight of having been proposed seldom, beside the preferences; 0 for none. It spreads attention.
        discloses_members: Whether the others are named before all have accepted.
        again_after: How long after a proposal the same two may be proposed again; never where left out.
        direct: Whether members who ask may also propose themselves to another member, by name; that one answers as to
            any proposal. Who proposes learns nothing before both have accepted, not even whether the other asks.
        every: How often the worker runs a round, while somebody waits; None for rounds that people run.
        answer_within: How long a proposal waits for answers.
        lasts: After how long a match ends by itself; None where people end it.
        best: The best outcome that feedback may give: 5 for 1 to 5, and 1 for no and yes (0 and 1).
        keeps: How long matches and proposals that are over are kept, with answers and outcomes; a day at least, and
            at least `again_after`. For good where left out.

    Raises:
        Invalid: Something of it does not fit, or would be ignored (`matching.bad_kind`); with all faults.
    """

    name: str
    title: str
    summary: str
    sides: tuple[Side, ...]
    method: Method = Method.GREEDY
    consent: Consent = Consent.ALL
    limits: tuple[Limit, ...] = ()
    preferences: tuple[Preference, ...] = ()
    smallest: int = 2
    largest: int = 2
    teams: int = 1
    balanced_by: str | None = None
    reads: Reads | None = None
    fair: bool = True
    spread: float = 0.0
    discloses_members: bool = False
    again_after: timedelta | None = None
    direct: bool = False
    every: timedelta | None = None
    answer_within: timedelta = timedelta(days=7)
    lasts: timedelta | None = None
    best: int = 5
    keeps: timedelta | None = None

    def __attrs_post_init__(self) -> None:
        if faults := [*self._faults(), *self._faults_of_groups(), *self._faults_of_sides()]:
            raise Invalid(faults, code="matching.bad_kind")

    def side(self, name: str) -> Side | None:
        """The side with a name; None where there is none."""
        return next((side for side in self.sides if side.name == name), None)

    @property
    def is_two_sided(self) -> bool:
        """Whether there are two sides."""
        return len(self.sides) == 2

    def _faults(self) -> Iterator[FieldError]:
        if not self.title or not self.summary:
            yield FieldError("title", "required", "say its title and its summary")
        if self.consent is Consent.FIRST and not self.is_two_sided:
            yield FieldError("consent", "ignored", "one side has no first one; ask all or nobody")
        if self.consent is Consent.NONE and any(side.overbooked > 1 for side in self.sides):
            yield FieldError("sides", "ignored", "nothing is overbooked where a round makes matches at once")
        if self.consent is Consent.NONE and self.discloses_members:
            yield FieldError(
                "discloses_members", "ignored", "nothing is proposed where a round makes matches"
            )
        if self.direct and (self.consent is Consent.NONE or self.method is Method.GROUPS):
            yield FieldError("direct", "ignored", "members propose pairs, and who is asked must accept")
        if not 0 <= self.spread <= 1_000:
            yield FieldError("spread", "out_of_range", "give 0 to 1,000")
        if self.best not in (1, 5):
            yield FieldError("best", "out_of_range", "give 5, or 1 for no and yes")
        if not 1 <= len(self.name) <= LONGEST_KIND:
            yield FieldError("name", "out_of_range", f"give it 1 to {LONGEST_KIND} characters")
        yield from self._faults_of_times()
        yield from self._faults_of_named()

    def _faults_of_times(self) -> Iterator[FieldError]:
        least = {
            "every": timedelta(hours=1),
            "lasts": timedelta(minutes=1),
            "answer_within": timedelta(minutes=1),
            "again_after": timedelta(),
            "keeps": timedelta(days=1),
        }
        for name, shortest in least.items():
            given = getattr(self, name)
            if given is not None and not shortest <= given <= LONGEST_TIME:
                yield FieldError(
                    name, "out_of_range", f"give {shortest} or more, up to {LONGEST_TIME.days} days"
                )
        if self.keeps is not None and (self.again_after is None or self.again_after > self.keeps):
            yield FieldError("keeps", "forgets", "say `again_after`, and keep matches for as long at least")

    def _faults_of_named(self) -> Iterator[FieldError]:
        for what, named in (("preferences", self.preferences), ("limits", self.limits)):
            if len({each.name for each in named}) < len(named):
                yield FieldError(what, "twice", "give each another name")
            if not all(_is_name(each.name) for each in named):
                yield FieldError(what, "bad_name", _NAMES)
        if any(not 0 < each.weight <= 1_000 for each in self.preferences):
            yield FieldError("preferences", "out_of_range", "give weights above 0, up to 1,000")
        if any((each.allows is None) == (each.apart is None) for each in self.limits):
            yield FieldError("limits", "not_one", "give each either `allows` or `apart`")
        sides = {side.name for side in self.sides}
        if any(each.of is not None and each.of not in sides for each in self.preferences):
            yield FieldError("preferences", "no_such_side", "name a side of this kind")
        asked = {wish.name for side in self.sides for wish in side.wishes}
        if any(not asked.issuperset(each.uses) for each in self.preferences):
            yield FieldError("preferences", "no_such_wish", "name wishes of this kind")

    def _faults_of_groups(self) -> Iterator[FieldError]:
        groups = self.method is Method.GROUPS
        if self.method is Method.STABLE and not self.is_two_sided:
            yield FieldError("sides", "not_two", "of one side there need be no stable pairs; choose greedy")
        if not groups and (self.smallest, self.largest, self.teams, self.balanced_by) != (2, 2, 1, None):
            yield FieldError("method", "ignored", "sizes, teams and balance are of groups; choose groups")
        if not groups:
            return
        if self.is_two_sided:
            yield FieldError("sides", "not_one", "groups are of one side")
        if not 2 <= self.smallest <= self.largest <= MOST_IN_GROUP:
            yield FieldError("largest", "out_of_range", f"give 2 to {MOST_IN_GROUP}, not below `smallest`")
        if not 1 <= self.teams <= self.smallest:
            yield FieldError("teams", "out_of_range", "give 1 or more, up to `smallest`")
        if self.teams > 1 and self.balanced_by is None:
            yield FieldError("balanced_by", "required", "say by which number teams are even")
        if any((side.places, side.overbooked) != (1, 1) for side in self.sides):
            yield FieldError("sides", "ignored", "a member is in one group of a kind at a time")

    def _faults_of_sides(self) -> Iterator[FieldError]:
        if not 1 <= len(self.sides) <= 2 or len({side.name for side in self.sides}) < len(self.sides):
            yield FieldError("sides", "out_of_range", "give one or two, each with a name of its own")
        for side in self.sides:
            yield from side.faults()


@frozen(kw_only=True)
class WishInfo:
    """What members are asked, as they read it.

    Attributes:
        name: Its name.
        title: What they are asked.
        format: What it holds.
        choices: What may be chosen.
        most: How many choices or characters.
        required: Whether nobody asks without it.
        disclosed: From when on the others of a match read it.
    """

    name: str
    title: str
    format: WishFormat
    choices: tuple[str, ...]
    most: int
    required: bool
    disclosed: Disclosure


@frozen(kw_only=True)
class SideInfo:
    """A side of a kind, as members read it.

    Attributes:
        name: Its name.
        title: What it is called.
        places: With how many others one may be matched at once, at most.
        wishes: What members say when they ask.
    """

    name: str
    title: str
    places: int
    wishes: tuple[WishInfo, ...]


@frozen(kw_only=True)
class MatchKindInfo:
    """A kind of matches, as members read it before they ask.

    Attributes:
        name: Its name.
        title: What it is called.
        summary: What it is for.
        sides: Its sides.
        method: How a round finds matches.
        consent: Whose word makes a match.
        smallest: How many are together at least.
        largest: How many at most.
        discloses_members: Whether others read who one is before all have accepted.
        limits: The titles of limits that are told.
        preferences: The titles of preferences that are told.
        answer_within: How long a proposal waits.
        lasts: After how long a match ends by itself.
        best: The best outcome that feedback may give.
        direct: Whether members may propose themselves to another member.
        keeps: How long what is over is kept; None for good.
    """

    name: str
    title: str
    summary: str
    sides: tuple[SideInfo, ...]
    method: Method
    consent: Consent
    smallest: int
    largest: int
    discloses_members: bool
    limits: tuple[str, ...]
    preferences: tuple[str, ...]
    answer_within: timedelta
    lasts: timedelta | None
    best: int
    direct: bool
    keeps: timedelta | None
