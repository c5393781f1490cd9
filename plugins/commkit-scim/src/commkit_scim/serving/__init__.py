"""The protocol of RFC 7644 over HTTP, below the address of a community."""
