"""Known issues: one record that many questions link to, one status message to all who asked them."""
