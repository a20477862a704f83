"""``python -m streamproc``."""

from streamproc.cli import main

main(prog_name="streamproc")
