"""Misuse: reports and appeals of who sends manifestly unfounded ones are not processed for a time."""
