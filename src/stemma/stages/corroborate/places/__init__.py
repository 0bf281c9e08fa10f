"""Places of one thing that exclude each other."""
