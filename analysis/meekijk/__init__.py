"""Meekijkspoor: what changed, for whom, and beside which advice and feedback. No contrast group."""
