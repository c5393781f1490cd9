"""Turns: when a feed is fetched, and that one fetch follows the other for as long as it is not paused."""
