"""The budgets of the design, measured: commkit beside the raw driver doing the same work, in one run."""
