"""Readers and writers of formats. A reader gives typed values; it never touches a database."""
