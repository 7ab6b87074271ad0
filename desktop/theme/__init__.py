"""How it looks: colours, type, pictures and the few parts that every window shares."""
