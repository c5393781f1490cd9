"""Confirmations: members say that an answer worked for them; the asker's is a proof that it was useful."""
