"""The first-reply clock: it starts with the question, pauses while no reply is owed, and stops at the first reply.

The reply that stops it is the first one, answer or comment, by anybody other than the asker; a reply of the help desk
counts too, that of an agent (`commkit.members.Agent`) never does. If that reply is removed, the next one counts, or the
clock runs on. A reply that is held for moderation is seen by nobody: it counts from its release. The clock pauses while
the question waits for its asker, is solved or closed, or is removed or held.

A question that is merged into another one becomes a comment there. Its clock stays paused, and it is in no queue and no
metric any more. The other question owes the reply; a reply that came with the merge counts from then on.
"""
