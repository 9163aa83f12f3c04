"""Shipped study protocols: data only."""
