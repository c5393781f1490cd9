"""The runtime: model, values, storage, composing, sessions, delivery."""
