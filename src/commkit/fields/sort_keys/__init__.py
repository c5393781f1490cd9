"""Sort keys: bytes that are in the order of the values they stand for, in every database."""
