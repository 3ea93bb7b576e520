"""`python -m warmonitor` is the `warmonitor` command."""

from warmonitor.cli import main

if __name__ == "__main__":
    main()
