"""``python -m streamproc``."""

from streamproc.processes import leave_current_folder

leave_current_folder()  # before anything else is imported: a module beside the articles is none of ours

from streamproc.cli import main  # noqa: E402

main(prog_name="streamproc")
