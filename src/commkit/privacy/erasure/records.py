"""The record of an erasure."""

from attrs import frozen

from commkit.privacy.holding.records import HeldRows
from commkit.runtime.model.ids import MemberId


@frozen(kw_only=True)
class ErasureResult:
    """What an erasure did.

    Attributes:
        member: The person; their id leads to a tombstone now.
        communities: Number of communities that they were a member of at any time.
        rows_removed: Rows that were deleted.
        rows_blanked: Rows whose personal columns were blanked.
        facts_blanked: Facts in the outbox whose personal fields were blanked.
        agents: The host's keys of agents that acted for them, in the order of the letters; they lost their names. Erase
            them, too, where what they wrote is to go.
        not_cleaned: Tables, and facts in the outbox, of plugins that this Kit lacks and of which nobody said what is in
            them, so that they were not touched; they may still hold something about the person.
        held: In which communities rows are held, and how many; nobody is told why. They are erased by the worker once
            they are released.
    """

    member: MemberId
    communities: int
    rows_removed: int
    rows_blanked: int
    facts_blanked: int
    agents: tuple[str, ...]
    not_cleaned: tuple[str, ...] = ()
    held: tuple[HeldRows, ...] = ()
