"""The people directory: who is here, with their fields, their org unit and who leads it."""
