"""The revision files of commkit-scim."""
