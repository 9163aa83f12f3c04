"""Frames in, results out: the analyses of the case register."""
