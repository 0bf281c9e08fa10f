"""How the program bears large piles."""
