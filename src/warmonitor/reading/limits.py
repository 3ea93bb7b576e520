"""How much reading takes in, so that no source can exhaust the machine; what is larger is refused with these numbers named."""

MAX_BYTES = 16 * 2**20  # one document: a text file, a page, a line of JSON, a record of an archive
MAX_CHARACTERS = 1_000_000  # the text of one report: some 180,000 words
MAX_PAGE_ELEMENTS = 200_000  # of an HTML page
MAX_PAGE_DEPTH = 200  # of its nesting
MAX_ID = 1_000  # characters of an id that a line gives


def megabytes(size: int) -> str:
    """A number of bytes as a reader of error messages likes it."""
    return f"{size / 2**20:.0f} MB"
