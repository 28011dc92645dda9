"""Words everyone shares: value types, errors, events, cancellation, settings, directories."""
