"""Declared files in a browser."""
