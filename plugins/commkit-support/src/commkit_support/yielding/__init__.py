"""The yield window: for a while after a question only members answer; what staff answers meanwhile is held.

It is published when the window ends. When the answer of a member was accepted by then, or staff agrees with one, it is
not published: it becomes an endorsement of that one. Safety, the promises of the clock and orphans bypass the window.
"""
