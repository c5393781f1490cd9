"""Ready-made preferences and limits, and the check of what members wish."""

from collections.abc import Iterator, Mapping
from math import isfinite

from commkit import FieldError, Invalid
from commkit_matching.engine.records import Candidate, Value
from commkit_matching.kinds.records import (
    Allows,
    Limit,
    MatchKind,
    MatchKindInfo,
    Preference,
    Score,
    Side,
    SideInfo,
    Wish,
    WishFormat,
    WishInfo,
)


def _set_of(candidate: Candidate, name: str) -> frozenset[str]:
    value = candidate.values.get(name, ())
    return frozenset(value if isinstance(value, tuple) else (str(value),))


def _number_of(candidate: Candidate, name: str) -> float | None:
    value = candidate.values.get(name)
    return value if isinstance(value, float | int) else None


def prefer_overlap(
    name: str, title: str, *, mine: str, theirs: str | None = None, weight: float = 1.0, of: str | None = None
) -> Preference:
    """Prefer those who chose the same: the share of what one wishes that the other names.

    Args:
        name: The name of the preference.
        title: What members read.
        mine: The wish of choices of who prefers.
        theirs: That of the others; the same where left out.
        weight: How much it counts.
        of: The side whose preference it is.
    """
    other = theirs or mine

    def score(one: Candidate, another: Candidate) -> float:
        wanted = _set_of(one, mine)
        return len(wanted & _set_of(another, other)) / len(wanted) if wanted else 0.0

    return Preference(
        name=name, title=title, score=score, weight=weight, uses=tuple({mine: 0, other: 0}), of=of
    )


def prefer_near(
    name: str, title: str, *, number: str, scale: float, weight: float = 1.0, told: bool = False
) -> Preference:
    """Prefer those with a similar number, such as a rating: `1 - distance / scale`, at least 0.

    Who has no such number is neither near nor far: the score is 0.5.

    Args:
        name: The name of the preference.
        title: What members read.
        number: The name of a wish, or of what the kind reads.
        scale: The distance at which it is not met at all, more than 0.
        weight: How much it counts.
        told: Whether its part is told; from it and one's own number the other's follows.

    Raises:
        Invalid: The scale is no number above 0 (`matching.bad_kind`).
    """
    if not (scale > 0 and isfinite(scale)):
        raise Invalid.field("scale", "out_of_range", "give a number above 0", error_code="matching.bad_kind")

    def score(one: Candidate, another: Candidate) -> float:
        mine, theirs = _number_of(one, number), _number_of(another, number)
        return 0.5 if mine is None or theirs is None else 1 - abs(mine - theirs) / scale

    return Preference(name=name, title=title, score=score, weight=weight, told=told)


def same(name: str) -> Allows:
    """Keep apart who differs in a value, and everybody of whom it is not known: for bands of age, and walls.

    Args:
        name: The name of a wish, or of what the kind reads.
    """

    def allows(one: Candidate, another: Candidate) -> bool:
        value = one.values.get(name)
        return value is not None and value == another.values.get(name)

    return allows


def must_be_same(name: str, title: str, *, value: str, told: bool = False) -> Limit:
    """A limit to those with one value in common, such as minors among themselves; who has none is with nobody.

    Args:
        name: The name of the limit.
        title: What members read where it is told.
        value: The name of a wish, or of what the kind reads.
        told: Whether members are told how many others it excluded.
    """
    return Limit(name=name, title=title, allows=same(value), told=told)


def must_share(name: str, title: str, *, wish: str, told: bool = True) -> Limit:
    """A limit to those who chose something in common, such as a language or a time.

    Args:
        name: The name of the limit.
        title: What members read where it is told.
        wish: The wish of choices.
        told: Whether members are told how many others it excluded.
    """

    def allows(one: Candidate, another: Candidate) -> bool:
        return not _set_of(one, wish).isdisjoint(_set_of(another, wish))

    return Limit(name=name, title=title, allows=allows, told=told)


def scored(score: Score, one: Candidate, another: Candidate) -> float:
    """What a preference says, cut to 0 to 1; what is no number says nothing, which is 0."""
    found = score(one, another)
    return 1.0 if found > 1 else float(found) if found > 0 else 0.0


# --- wishes ----------------------------------------------------------------------------------------------------------


def checked_wishes(side: Side, given: Mapping[str, str]) -> dict[str, str]:
    """The wishes of who asks, as they are kept: choices are separated by commas, in the order of their declaration.

    Args:
        side: The side.
        given: The texts by the name of the wish; choices are separated by commas.

    Raises:
        Invalid: There is no such wish, one is missing, or does not fit; with all faults.
    """
    known = {wish.name: wish for wish in side.wishes}
    faults = [
        FieldError(f"wishes.{name}", "no_such_wish", "leave it out: this side is not asked it")
        for name in given
        if name not in known
    ]
    texts = {name: _plain(known[name], given[name]) for name in known if name in given}
    faults += [
        FieldError(f"wishes.{wish.name}", "required", "fill it in")
        for wish in side.wishes
        if wish.required and not texts.get(wish.name)
    ]
    faults += [fault for name, text in texts.items() if text for fault in _faults_of(known[name], text)]
    if faults:
        raise Invalid(faults)
    return {name: _kept(known[name], text) for name, text in texts.items() if text}


def _plain(wish: Wish, text: str) -> str:
    """The text without spaces around it; of choices without empty ones, so that commas alone are none."""
    return ", ".join(_choices(text)) if wish.format is WishFormat.CHOICES else text.strip()


def _choices(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _faults_of(wish: Wish, text: str) -> Iterator[FieldError]:
    where = f"wishes.{wish.name}"
    if wish.format is WishFormat.TEXT and len(text) > wish.most:
        yield FieldError(where, "too_long", f"write at most {wish.most} characters")
    elif wish.format is WishFormat.NUMBER and _as_number(text) is None:
        yield FieldError(where, "no_number", "give a number")
    elif wish.format is WishFormat.CHOICES:
        chosen = set(_choices(text))
        if not chosen <= set(wish.choices):
            yield FieldError(where, "no_such_choice", f"choose among: {', '.join(wish.choices)}")
        elif len(chosen) > wish.most:
            yield FieldError(where, "too_many", f"choose at most {wish.most}")


def _as_number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None  # which leaves out what is no number, too


def _kept(wish: Wish, text: str) -> str:
    if wish.format is not WishFormat.CHOICES:
        return text
    chosen = set(_choices(text))
    return ", ".join(choice for choice in wish.choices if choice in chosen)


def value_of(wish: Wish, text: str) -> Value | None:
    """A wish as preferences and limits read it; None where it does not fit what is declared by now."""
    if wish.format is WishFormat.CHOICES:
        return tuple(choice for choice in _choices(text) if choice in wish.choices)
    return _as_number(text) if wish.format is WishFormat.NUMBER else text


# --- reading ---------------------------------------------------------------------------------------------------------


def info_of(kind: MatchKind) -> MatchKindInfo:
    """A kind, as members read it."""
    return MatchKindInfo(
        name=kind.name,
        title=kind.title,
        summary=kind.summary,
        sides=tuple(
            SideInfo(
                name=side.name,
                title=side.title,
                places=side.places,
                wishes=tuple(
                    WishInfo(
                        name=wish.name,
                        title=wish.title,
                        format=wish.format,
                        choices=wish.choices,
                        most=wish.most,
                        required=wish.required,
                        disclosed=wish.disclosed,
                    )
                    for wish in side.wishes
                ),
            )
            for side in kind.sides
        ),
        method=kind.method,
        consent=kind.consent,
        smallest=kind.smallest,
        largest=kind.largest,
        discloses_members=kind.discloses_members,
        limits=tuple(limit.title for limit in kind.limits if limit.told),
        preferences=tuple(each.title for each in kind.preferences if each.told),
        answer_within=kind.answer_within,
        lasts=kind.lasts,
        best=kind.best,
        direct=kind.direct,
        keeps=kind.keeps,
    )
