"""An answer, or what was checked, as text. One plain module a format.

`answers` and `checks` hold the two tables of them, each with the protocol that its modules keep.
Two modules, so that a command loads the formats of its own kind alone.
"""
