"""Numbers of one thing that cannot both be right."""
