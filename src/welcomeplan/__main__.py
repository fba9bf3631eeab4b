"""The program, also as `python -m welcomeplan`."""


def main() -> None:
    """The `welcomeplan` program, which Ctrl-C ends without a traceback while it is being loaded."""
    try:
        from welcomeplan import cli  # noqa: PLC0415 - loading it takes most of the time

        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
