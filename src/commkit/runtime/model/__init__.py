"""What everything speaks in: messages, types, ids, errors, the clock, records, traces."""
