"""What reports say brought one thing about."""
