"""The pages in a real browser: languages, screens, keyboard, script or none, live changes."""
