"""Sayings that reports give in other words or put in another mouth."""
