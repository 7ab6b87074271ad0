"""The only place with SQL: the encrypted database of one compartment."""
