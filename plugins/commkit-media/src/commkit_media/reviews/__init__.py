"""Reviews with stars by criteria: one by each member, editable, with their distribution and a Bayesian mean."""
