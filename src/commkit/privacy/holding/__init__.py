"""Holding: an erasure leaves what is held, tells how much, and is completed once it is released."""
