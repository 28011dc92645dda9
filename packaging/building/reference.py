"""Man pages and shell completion, made from what the commands themselves say in their help.

Run as a program by a Python that can import PhotoClip: ``python reference.py TARGET``. It leaves
``photoclip.1``, ``photoclip-gui.1`` and ``completion/{bash,zsh,fish}/…`` there.
"""

from __future__ import annotations

import argparse
import inspect
import os
import re
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from photoclip import __version__
from photoclip.cli.main import cli
from photoclip.gui.main import argument_parser

_FILES = (
    (
        "~/.local/share/photoclip",
        "The library (in the folder library) and downloaded models. This is what to back up: stars, "
        "labels and albums are nowhere else, unless you had them written into your photos. "
        "$XDG_DATA_HOME is followed.",
    ),
    (
        "~/.cache/photoclip",
        "What can be made again at any time, the library over the sample photos among it.",
    ),
    ("~/.config/photoclip", "How the window was left."),
    ("~/.local/state/photoclip/log", "What background processes had to say."),
    (
        "data",
        "Beside the programs of the portable archive: while it is there, all of the above is in it.",
    ),
)

_VARIABLES = (
    ("PHOTOCLIP_LIBRARY", "The library that is used where none is named."),
    (
        "PHOTOCLIP_TORCH",
        "A folder that the packaged program takes torch from in place of its own, for a graphics card.",
    ),
)
_WIDTH = 72  # man leaves 7 of 80 columns at the left

_SAFETY = (
    "PhotoClip only reads photos, unless it is allowed to write into those of a folder and asked to "
    "do so. It sends nothing anywhere; models are downloaded when they are asked for."
)


def write_all(target: Path) -> None:
    """Write everything into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "photoclip.1").write_text(command_page(), encoding="utf-8")
    (target / "photoclip-gui.1").write_text(window_page(), encoding="utf-8")
    for shell, place in (
        ("bash", "bash/photoclip"),
        ("zsh", "zsh/_photoclip"),
        ("fish", "fish/photoclip.fish"),
    ):
        file = target / "completion" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(completion(shell), encoding="utf-8")
    for place, text in window_completions().items():
        (target / "completion" / place).write_text(text, encoding="utf-8")


# --- man pages --------------------------------------------------------------------------------------


def command_page() -> str:
    """photoclip(1), with every command that is not hidden."""
    context = click.Context(cli, info_name="photoclip", max_content_width=80)
    lines = [
        *_head("photoclip", _first_sentence(cli.help or "")),
        ".SH SYNOPSIS",
        r"\fBphotoclip\fR [\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        *_prose("PhotoClip looks at photos once, with a CLIP model that runs on this computer, and then "
                "finds them by a sentence."),
        ".PP",
        *_prose(_SAFETY),
        ".SH OPTIONS",
        *_options(cli, context),
        ".SH COMMANDS",
    ]  # fmt: skip
    for name, command, inner in _commands(cli, context):
        lines += [f".SS {_escaped(name)}", *_synopsis(command, inner)]
        lines += _text(command.help)
        lines += _options(command, inner)
        lines += _text(command.epilog)
    lines += [".SH EXAMPLES AND EXIT CODES", *_text(cli.epilog)]
    lines += _tail("photoclip\\-gui(1)")
    return "\n".join(lines) + "\n"


def window_page() -> str:
    """photoclip-gui(1)."""
    parser = argument_parser()
    lines = [
        *_head("photoclip-gui", "the window of PhotoClip, which finds photos by what is in them"),
        ".SH SYNOPSIS",
        *_prose(parser.format_usage().partition(":")[2].strip()),
        ".SH DESCRIPTION",
        *_prose(parser.description or ""),
        ".PP",
        *_prose(_SAFETY),
        ".SH OPTIONS",
    ]
    for action in parser._actions:
        value = f" {action.metavar}" if action.metavar and action.option_strings else ""
        names = [f"{name}{value}" for name in action.option_strings] or [str(action.metavar)]
        lines += [".TP", rf"\fB{_escaped(', '.join(names))}\fR"]
        lines += _prose((action.help or "").replace("%(prog)s", parser.prog))
    return "\n".join([*lines, *_tail("photoclip(1)")]) + "\n"


def _head(name: str, what: str) -> list[str]:
    made = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or int(time.time())
    day = time.strftime("%Y-%m-%d", time.gmtime(made))
    what = what[:1].lower() + what[1:].rstrip(".")
    return [
        f'.TH {_escaped(name.upper())} 1 "{day}" "PhotoClip {__version__}" "User Commands"',
        ".nh",
        ".ad l",
        ".SH NAME",
        rf"{_escaped(name)} \- {_escaped(what)}",
    ]


def _tail(others: str) -> list[str]:
    lines = [".SH ENVIRONMENT"]
    for name, what in _VARIABLES:
        lines += [".TP", rf"\fB{_escaped(name)}\fR", *_prose(what)]
    lines += [".SH FILES"]
    for place, what in _FILES:
        lines += [".TP", rf"\fI{_escaped(place)}\fR", *_prose(what)]
    return [*lines, ".SH SEE ALSO", f".BR {others}"]


def _commands(
    group: click.Group, context: click.Context, above: str = ""
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command that people see, those of groups after their group."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        full = f"{above}{name}"
        yield full, command, inner
        if isinstance(command, click.Group):
            yield from _commands(command, inner, f"{full} ")


def _synopsis(command: click.Command, context: click.Context) -> list[str]:
    words = " ".join(command.collect_usage_pieces(context))
    return [rf"\fB{_escaped(context.command_path)}\fR {_escaped(words)}", ".PP"]


def _options(command: click.Command, context: click.Context) -> list[str]:
    lines: list[str] = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None or "--help" in parameter.opts or not parameter.opts[0].startswith("-"):
            continue
        names, what = record
        lines += [".TP", rf"\fB{_escaped(names)}\fR", *_prose(what)]
    return lines


def _text(text: str | None) -> list[str]:
    """A help text as click takes it: a paragraph that begins with ``\\b`` keeps its lines."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text or "")):
        if not paragraph.strip():
            continue
        kept = paragraph.lstrip().startswith("\b")
        words = paragraph.replace("\b", "").strip("\n")
        lines.append(".PP")
        if kept:
            narrow = (part for line in words.splitlines() for part in _narrow(line))
            lines += [".nf", *map(_line, narrow), ".fi"]
        else:
            lines += _prose(words)
    return lines


def _narrow(line: str) -> list[str]:
    """A line that keeps its place, in as many as a page on a terminal has room for."""
    indent = len(line) - len(line.lstrip())
    column = max(indent, line.rfind("   ") + 3 if "   " in line.strip() else 0)
    hanging = " " * (column if 0 < column < _WIDTH // 2 else indent)
    return textwrap.wrap(
        line, _WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    ) or [line]


def _prose(text: str) -> list[str]:
    return [_line(line.strip()) for line in text.splitlines() if line.strip()]


def _line(text: str) -> str:
    escaped = _escaped(text)
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _escaped(text: str) -> str:
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return text.replace("~", r"\(ti").replace("^", r"\(ha").replace("`", r"\(ga")


def _first_sentence(text: str) -> str:
    return inspect.cleandoc(text).partition(".")[0]


# --- completion -------------------------------------------------------------------------------------


def completion(shell: str) -> str:
    """Click's own script, which asks the program itself what fits."""
    found = get_completion_class(shell)
    if found is None:
        raise ValueError(f"click knows no completion for {shell}")
    script = found(cli, {}, "photoclip", "_PHOTOCLIP_COMPLETE")
    return script.source_template % script.source_vars()


def window_completions() -> dict[str, str]:
    """The window's few options, file by file below ``completion``."""
    parser: argparse.ArgumentParser = argument_parser()
    actions = [action for action in parser._actions if action.option_strings]
    words = " ".join(name for action in actions for name in action.option_strings)
    takes = [name for action in actions if action.metavar for name in action.option_strings]
    folders = " | ".join(takes)
    bash = f"""_photoclip_gui() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    case $before in
        {folders})
            compopt -o dirnames
            return
            ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "{words}" -- "$word")
    else
        compopt -o default
    fi
}}
complete -F _photoclip_gui photoclip-gui
"""
    return {
        "bash/photoclip-gui": bash,
        "zsh/_photoclip-gui": "\n".join(["#compdef photoclip-gui", "", *_zsh(actions)]) + "\n",
        "fish/photoclip-gui.fish": "\n".join(_fish(actions)) + "\n",
    }


def _zsh(actions: Iterable[argparse.Action]) -> Iterator[str]:
    yield r"_arguments \ "[:-1]
    for action in actions:
        said = _plain(action).replace("[", "(").replace("]", ")").replace(":", r"\:")
        for name in action.option_strings:
            value = ":folder:_files -/" if action.metavar else ""
            yield f"    '{name}[{said}]{value}' \\"
    yield "    '*:photo or folder:_files'"


def _fish(actions: Iterable[argparse.Action]) -> Iterator[str]:
    for action in actions:
        words = [
            f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
            for name in action.option_strings
        ]
        takes = " -x -a '(__fish_complete_directories)'" if action.metavar else ""
        yield f"complete -c photoclip-gui {' '.join(words)}{takes} -d '{_plain(action)}'"


def _plain(action: argparse.Action) -> str:
    return (action.help or "").replace("'", "’").replace("%(prog)s", "photoclip-gui")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
