"""Similar questions: what was asked before, while somebody asks."""
