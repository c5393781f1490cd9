"""How the slots of the front page are filled."""

from collections.abc import Iterable, Mapping

from commkit.posts import PostId
from commkit_media.front.records import FilledSlot, FrontCandidate, FrontQuota


def slots_for_staff(size: int, percent: int) -> int:
    """How many slots may have posts of the company's own: the share of all slots, rounded down."""
    return size * percent // 100


def fill(
    pins: Mapping[int, FrontCandidate], candidates: Iterable[FrontCandidate], *, size: int, percent: int
) -> tuple[tuple[FilledSlot, ...], FrontQuota]:
    """Fill the slots: pins first, each in its own, then candidates, what is newest first; each post once.

    The company's own posts get no more slots than the quota allows, pinned ones included; where nobody else wrote
    anything, slots stay empty.

    Args:
        pins: What is pinned, by the number of the slot.
        candidates: What else may stand there.
        size: How many slots there are.
        percent: The share of the slots for the company's own posts, at most.
    """
    allowed = slots_for_staff(size, percent)
    filled: dict[int, FilledSlot] = {}
    passed: list[PostId] = []
    seen: set[PostId] = set()
    used = 0

    def put(slot: int, candidate: FrontCandidate) -> bool:
        nonlocal used
        seen.add(candidate.post)
        if candidate.by_staff and used >= allowed:
            passed.append(candidate.post)
            return False
        used += candidate.by_staff
        filled[slot] = FilledSlot(slot, candidate.post, candidate.by_staff, candidate.reason)
        return True

    for number, pinned in sorted(pins.items()):
        if number <= size and pinned.post not in seen:
            put(number, pinned)
    free = iter([slot for slot in range(1, size + 1) if slot not in filled])
    slot = next(free, None)
    for candidate in sorted(candidates, key=lambda each: (each.at, each.post), reverse=True):
        if slot is None:
            break
        if candidate.post not in seen and put(slot, candidate):
            slot = next(free, None)
    quota = FrontQuota(percent, allowed, used, tuple(passed))
    return tuple(filled[number] for number in sorted(filled)), quota
