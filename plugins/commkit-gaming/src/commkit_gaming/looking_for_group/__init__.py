"""Looking for group: parties with places by role, availability, ready checks, no-shows."""
