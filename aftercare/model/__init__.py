"""The domain, pure: values and functions of values. No clock, disk, screen or randomness in here."""
