"""The command line."""


def main() -> None:
    """Entry point of the `graphbuild` command."""
    raise SystemExit("not built yet")
