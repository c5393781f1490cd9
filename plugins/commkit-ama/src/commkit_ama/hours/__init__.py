"""Question hours: when questions are collected, and when nothing is accepted any more."""
