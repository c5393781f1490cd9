"""The schemas of RFC 7643, as far as this plugin keeps them, and what is sent and answered in their form."""
