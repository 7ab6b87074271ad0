"""The only place that knows words."""
