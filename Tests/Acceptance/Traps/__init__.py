"""The traps that peers fell into, one test for each: README.md has the table."""
