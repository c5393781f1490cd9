"""What a topical community is about, which it is founded with."""
