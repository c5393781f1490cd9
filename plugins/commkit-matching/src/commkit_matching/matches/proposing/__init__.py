"""Direct proposals: one member proposes themselves to another."""
