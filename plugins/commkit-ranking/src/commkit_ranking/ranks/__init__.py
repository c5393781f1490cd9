"""The ranks of threads: how they are made, kept, rebuilt and explained."""
