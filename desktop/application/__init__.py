"""All wiring, and nothing else: which part hears which, and what is asked of the engine for it."""
