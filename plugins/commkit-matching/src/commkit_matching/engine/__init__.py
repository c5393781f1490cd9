"""The engine: pure functions from candidates to pairs and groups; it reads and writes nothing."""
