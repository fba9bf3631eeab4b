"""The commands. One module each: its `run` takes options, and returns an exit code.

Three modules hold what several of them share: `options`, `looking` and `editing`.
"""
