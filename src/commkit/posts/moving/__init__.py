"""Moving: replies into other threads, threads into one, one thread into two.

The ids of posts stay, so links remain valid.
"""
