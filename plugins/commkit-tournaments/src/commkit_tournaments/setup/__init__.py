"""How tournaments are made, seeded, started and planned."""
