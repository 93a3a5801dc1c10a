"""What is said to the client without being asked: what is due to be said when, and how it reaches them.

It stands beside the app: it asks `care` for values and knows no screen.
"""
