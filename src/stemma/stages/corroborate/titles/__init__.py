"""What reports call one person, of which only one can be right."""
