"""Casusoverstijgend spoor: what returns across cases, regions and coders."""
