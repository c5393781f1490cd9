"""The orphan guard: no question is left alone for longer than `orphan_after` without somebody being told.

A question is orphaned while it is open, nobody but its asker replied, by answer or comment, and it is older than that.
A machine's reply counts for nothing, nor does a question that was merged into it. What waits for its asker is no
orphan, nor is what another feature declares to be `CaredFor`, such as what a help desk has. Questions of an import are
listed and counted, but nobody is told of them. And nothing is closed silently: see `CloseQuestion`.
"""
