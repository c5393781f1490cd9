"""The deflection ledger: which tickets of the help desk the community avoided, as far as it is proved.

A booking says that one member needed no ticket about one question. It stands on proof of a closed list (`Evidence`),
and has two sides: the community is credited with what the help desk is debited with, so that they sum to zero. It is
never changed: where a ticket comes after all, or the proof goes, an entry with the opposite amounts reverses it.

A ticket is a handoff of any question of that member, or one that the host reports (`RecordTicket`). Nobody can tell
what else it was about, so each one within the window counts against all that the member was booked for: the number
is rather too low than too high.
"""
