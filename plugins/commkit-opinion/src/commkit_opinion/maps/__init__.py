"""The opinion map of a consultation: groups of people who voted alike, and what tells them apart."""
