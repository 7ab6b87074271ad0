"""In and out in other people's formats."""
