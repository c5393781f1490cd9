"""The basic types: messages, types, ids, errors, the clock, records, traces."""
