"""By which charter a text is judged, what was found in it, and that this charter still holds at the end."""
