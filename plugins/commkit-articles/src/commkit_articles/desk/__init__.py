"""The desk: articles are written, reviewed, approved or sent back."""
