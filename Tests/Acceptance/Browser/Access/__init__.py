"""Log-in and ledger in a real browser."""
