"""Terugkijkspoor: what went before (ging vooraf aan), and after T0 what happened."""
