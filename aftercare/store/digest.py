"""The store's one hash function: BLAKE2b.

It is that of hashlib, which would load OpenSSL for functions that nobody asks for: 1 to 2 ms of every start.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:
    # a Python that keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
