"""What one report denies and another tells."""
