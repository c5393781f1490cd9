"""Outages: times in which the reviewer does not answer; moderators are told once of each."""
