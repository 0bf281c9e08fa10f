"""Who stands behind a claim, and how many of them are independent."""
