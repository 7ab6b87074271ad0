"""The one caller of cipher, store and network: what windows and commands speak to."""
