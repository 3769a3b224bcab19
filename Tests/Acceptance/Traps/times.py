"""Times of the scenarios' Monday."""


def span(begin: str, end: str, day: str = "2026-03-02") -> list[str]:
    """The arguments that ask for a span by the plant's clocks."""
    return ["--from", f"{day}T{begin}:00", "--to", f"{day}T{end}:00"]
