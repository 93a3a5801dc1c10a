"""Reminders: what is to be said to the client when, what became of it, and how it reaches the desktop.

They stand beside the app: they ask `care` for values and know no screen.
"""
