"""Drawn pieces that screens are made of."""
