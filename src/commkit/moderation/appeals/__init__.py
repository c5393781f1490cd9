"""Appeals: a member's objection to a decision, and how another moderator decides it."""
