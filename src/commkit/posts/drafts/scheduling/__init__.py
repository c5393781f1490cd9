"""Scheduled drafts: published by the worker at their time.

A scheduled draft has two scheduled commands of the same time. The first publishes it as its author, whose permission is
checked then. The second runs after it as the host: it checks whether the draft was published, and reports a refusal to
the author, because a command that is refused leaves nothing in the database.
"""
