"""What the checker looks at, a file a subject."""
