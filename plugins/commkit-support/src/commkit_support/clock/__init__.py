"""The clock of a question: it starts with the question, and runs towards two promises by one mechanism.

The **first reply** that keeps its promise is the first one, answer or comment, by anybody other than the asker; a reply
of the help desk counts too, that of an agent (`commkit.members.Agent`) never does. If that reply is removed, the next
one counts, or the clock runs on. A reply that is held for moderation is seen by nobody: it counts from its release.

The **solution** is there once the question is solved or closed; where it is reopened, what was left is left again.

Promises are of business time, by the priority of the question. The clock pauses while the question waits for its asker,
is solved or closed, or is removed or held: what was left when a pause began is left when it ends. It runs on while a
help desk has the question: what is left goes there with it, and what the desk has left of it comes back.

A question that is merged into another one becomes a comment there. Its clock stays paused, and it is in no queue and no
metric any more. The other question owes the reply; a reply that came with the merge counts from then on.
"""
