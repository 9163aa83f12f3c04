"""Marimo notebooks: one question each, calls only."""
