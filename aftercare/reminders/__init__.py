"""Reminders: what is to be said when, what became of it, and how it reaches the desktop."""
