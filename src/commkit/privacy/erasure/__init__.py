"""Erasure: a person leaves every community, and every table forgets them."""
