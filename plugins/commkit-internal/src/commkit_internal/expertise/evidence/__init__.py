"""The evidence of expertise: counted by one statement when it is asked for, so what is gone counts no more."""
