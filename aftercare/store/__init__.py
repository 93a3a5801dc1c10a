"""The disk: where a record lies and how it is kept so that nothing acknowledged is lost."""
