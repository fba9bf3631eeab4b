"""The program, also as `python -m welcomeplan`."""

import os


def main() -> None:
    """The `welcomeplan` program, which Ctrl-C ends without a traceback while it is being loaded."""
    try:
        if os.environ.get("_WELCOMEPLAN_COMPLETE"):  # a shell asks what TAB offers
            from welcomeplan.completion import entry  # noqa: PLC0415 - only then

            code = entry.answered()
            if code is not None:
                os._exit(code)
        from welcomeplan import cli  # noqa: PLC0415 - loading it takes most of the time

        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
