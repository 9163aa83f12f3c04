"""Definitions of what is asked: read, checked, scored, versioned and exchanged."""
