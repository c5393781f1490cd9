"""No-shows: who said that they are ready and did not come; for the member and for stewards alone."""
