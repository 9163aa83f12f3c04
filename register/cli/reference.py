"""The page of docs/reference about the commands, made from the commands themselves."""

from collections.abc import Iterator
from typing import Any


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name ("serve", "audit verify"), in the order of the help."""
    from typer.main import get_command

    from register.cli.main import app

    def below(command: Any, *words: str) -> Iterator[tuple[str, Any]]:
        children = getattr(command, "commands", None)
        if children is None:
            yield " ".join(words), command
        else:
            for word, child in children.items():
                yield from below(child, *words, word)

    yield from below(get_command(app))


def _parameter(parameter: Any) -> str:
    required = " (verplicht)" if parameter.required else ""
    if parameter.param_type_name == "argument":
        name = parameter.metavar or str(parameter.name).upper()
        return f"- `{name}`{required}: {parameter.help or ''}".rstrip(": ")
    return (
        f"- `{', '.join([*parameter.opts, *parameter.secondary_opts])}`{required}: {parameter.help}"
    )


def pages() -> dict[str, str]:
    """opdrachten.md: each command with its help, arguments, options and example."""
    lines = [
        "# Opdrachten",
        "",
        "Alles draait op de server, in de installatie die `CASUSREGISTER_HOME` noemt.",
    ]
    for name, command in commands():
        lines += ["", f"## casusregister {name}", "", command.help or ""]
        given = [_parameter(one) for one in command.params if one.name != "help"]
        lines += ["", *given] if given else []
        lines += ["", command.epilog] if command.epilog else []
    return {"opdrachten.md": "\n".join(lines)}
