"""What two statements are read for and held against each other by, before anything is decided of them."""
