"""Sealed reports in a browser."""
