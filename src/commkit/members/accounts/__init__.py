"""Accounts: the member id of each user of the host, the same in every community."""
