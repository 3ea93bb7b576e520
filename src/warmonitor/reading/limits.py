"""How much reading takes in, so that no source can exhaust the machine. What is larger is refused by number."""

MAX_BYTES = 16 * 2**20  # one document: a text file, a line of JSON, a record of an archive
MAX_PAGE_BYTES = 5 * 2**20  # an HTML page
MAX_CHARACTERS = 1_000_000  # the text of one report: some 180,000 words


def megabytes(size: int) -> str:
    """A number of bytes as error messages put it."""
    return f"{size / 2**20:.0f} MB"
