"""The checks on a definition, one module per concern."""
