"""Clashes of all kinds gathered into conflicts, and said in words."""
