"""The pages that the links of mails lead to."""
