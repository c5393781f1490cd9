"""Releases: the host announces them, and those who solved or confirmed something are asked whether it still works.

Releases come by `AnnounceRelease`, or from a `ReleasePort` that the worker asks. A release is announced once, however
often and from wherever it comes. The worker then asks, batch by batch: the authors of answers that apply to the former
version, and members who confirmed them. Whoever does not answer in time is asked no more.
"""
