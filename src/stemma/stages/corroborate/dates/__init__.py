"""Days and hours of one happening that cannot both be right."""
