"""What was changed where one text tells another again, or takes back what was told."""
