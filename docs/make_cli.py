"""Writes docs/cli.md from the commands themselves: `python docs/make_cli.py`, or `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from graphbuild.cli.main import app

TARGET = Path(__file__).with_name("cli.md")
HEAD = """# The command line

Made by `make docs` from the help of the commands. Exit status 0: done; 1: done but with documents refused or shapes violated,
or not done for the reason that the message tells; 2: an option or argument that is missing, unknown or malformed. Messages are on standard error, data on standard output.
"""


def reference() -> str:
    """The page."""
    group: Any = typer.main.get_command(app)
    parts = [HEAD]
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        for sub, leaf in inner.items() if inner else (("", command),):
            parts.append(section(f"{name} {sub}".strip(), leaf))
    return "\n".join(parts)


def section(name: str, command: Any) -> str:
    """One command: what it does, its arguments and options, an example."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join(["graphbuild", name, *(p.metavar or p.name.upper() for p in arguments), "[OPTIONS]" if options else ""])
    lines = [f"## {name}", "", " ".join((command.help or "").split()), "", f"    {usage.strip()}", ""]
    lines += [f"- `{p.metavar or p.name.upper()}` {p.help}" for p in arguments if p.help]
    lines += [f"- `{', '.join((*p.opts, *p.secondary_opts))}{value(p)}` {p.help}{default(p)}" for p in options]
    return "\n".join([*lines, "", (command.epilog or "").replace("Example:  ", "Example: `") + "`", ""])


def value(option: Any) -> str:
    return "" if option.is_flag else f" {option.metavar or option.name.upper()}"


def default(option: Any) -> str:
    shown = option.default
    if option.is_flag or shown is None or callable(shown) or not isinstance(shown, (str, int, float)):
        return ""
    return f" Default: {shown}."


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")
