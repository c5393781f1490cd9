"""Copies of articles, such as of those that recur."""
