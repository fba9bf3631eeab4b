"""TAB, without Typer: what it offers, of a table of the options and of what was kept of plans."""
