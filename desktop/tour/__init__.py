"""Showing the program at work: a tour without a person, a trial that leaves nothing, pictures of windows."""
