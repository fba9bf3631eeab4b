"""Answers, one file each: plain functions from facts and values to an `Answer`.

No disk, clock, stream or command line here. `columns` holds what several of them show alike,
`shapes` the frozen JSON.
"""
