"""Test panels: members who test a product, screened and with consent."""
