"""Duplicates: questions that were asked before, and where their readers are sent.

Somebody marks a question as a duplicate of another one, and the asker or whoever settles questions agrees or disagrees.
Once they agree the question is closed, and its readers are sent to the root: the question at the end of the chain. No
question is a duplicate of itself, however many are between, also when several are confirmed at once. Opening the
question again takes the mark back, and what led through it leads to it. A question that is merged into another one
takes those along that led to it.
"""
