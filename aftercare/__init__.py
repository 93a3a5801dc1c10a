"""aftercare: a terminal companion for clients of facial and cosmetic acupuncture."""
