"""Consent: who may be known, who allowed what, and what follows when they change their mind.

Pure definitions and rules: nothing here opens a file of a case, a database or a clock.
``consent.model`` holds the values, ``consent.rules`` the decisions.
"""
