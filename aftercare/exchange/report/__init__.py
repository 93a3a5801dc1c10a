"""The report to the therapist as a file: one page of HTML that is whole by itself, plain text, or JSON."""
