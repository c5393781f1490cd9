"""Games: who played whom, how it ended, and whether that counts."""
