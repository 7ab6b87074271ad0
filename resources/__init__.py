"""Files that are data, looked up by name."""
