"""Closing: members vote to close a question, with a reason that the type declares, and to open it again."""
