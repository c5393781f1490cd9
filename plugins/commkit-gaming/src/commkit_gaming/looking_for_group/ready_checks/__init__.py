"""Ready checks: who of a party comes at a time; a party whose members all do becomes an event."""
