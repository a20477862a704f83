"""``streamproc completion``: the shell's completion script, as click writes it."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands in your shell.

    \b
    bash:  echo 'eval "$(streamproc completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(streamproc completion zsh)"' >> ~/.zshrc
    fish:  streamproc completion fish > ~/.config/fish/completions/streamproc.fish
    """  # noqa: D301 - \b is click's mark for lines that stay
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(script(ctx.find_root().command, {}, "streamproc", "_STREAMPROC_COMPLETE").source())
