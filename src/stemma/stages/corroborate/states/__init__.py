"""States of one person or thing that exclude each other."""
