"""Org units that a directory keeps: made where it names them, and its people placed in them."""
