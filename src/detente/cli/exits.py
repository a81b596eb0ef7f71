"""The exit codes of the command line, as documented in docs/cli.md."""

__all__ = ["EXIT_ALL_READ", "EXIT_INTERRUPTED", "EXIT_SKIPPED", "EXIT_UNUSABLE"]

EXIT_ALL_READ = 0
EXIT_SKIPPED = 1
EXIT_UNUSABLE = 2
EXIT_INTERRUPTED = 130
