"""Names spelled in two ways, of which one must be wrong."""
