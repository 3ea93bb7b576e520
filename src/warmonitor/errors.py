"""The exceptions a user can meet. Each message says what is wrong and what to do about it.

WarmonitorError
├── UsageError          the call is wrong                                    exit 2, HTTP 400
├── ReadError           a file, page or line can't be read as reports        exit 1, HTTP 422
├── CodingError         the coder broke on one report, or was killed         exit 1, HTTP 500
├── KnowledgeError      a table of knowledge is broken or missing            exit 2, HTTP 500
├── StoreError          the store can't be opened, written or upgraded       exit 3, HTTP 503
│   └── NewerStoreError the store was made by a newer version                exit 3, HTTP 503
├── PublishError        a publication can't be written                       exit 3, HTTP 500
├── NotFoundError       no such record                                       exit 1, HTTP 404
├── NotAllowedError     who asks may not do this                             exit 1, HTTP 403
│   └── NotSignedInError nobody has signed in                                exit 1, HTTP 401
├── RateError           too many calls in too short a time                   exit 1, HTTP 429
└── ServiceError        the desk can't start (a port in use, say)            exit 4, HTTP 503
"""


class WarmonitorError(Exception):
    """Anything that warmonitor itself refuses; `str()` of it is fit to show a user."""


class UsageError(WarmonitorError):
    """The call is wrong: an unknown format, a date that is none, options that exclude each other."""


class ReadError(WarmonitorError):
    """A file, page or line can't be read as reports.

    `line` is its 1-based number in a JSON Lines file, if it has one; `path` is the file it came from, where that is known.
    """

    def __init__(self, message: str, line: int | None = None, path: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.path = path

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, int | None, str | None]]:
        return type(self), (str(self), self.line, self.path)


class CodingError(WarmonitorError):
    """The coder broke on a report; `report` is its id and `trace` tells where, for whoever mends it."""

    def __init__(self, message: str, report: str | None = None, trace: str | None = None) -> None:
        super().__init__(message)
        self.report = report
        self.trace = trace

    def __reduce__(self) -> tuple[type["CodingError"], tuple[str, str | None, str | None]]:
        return type(self), (str(self), self.report, self.trace)


class KnowledgeError(WarmonitorError):
    """A table of knowledge is broken or missing; the message names its file and row."""


class StoreError(WarmonitorError):
    """The store can't be opened, written or upgraded."""


class NewerStoreError(StoreError):
    """The store was made by a newer version of warmonitor than this one."""


class PublishError(WarmonitorError):
    """A publication can't be written; what was there before is unchanged."""


class NotFoundError(WarmonitorError):
    """No record of that kind has that id."""


class NotAllowedError(WarmonitorError):
    """Who asks may not do this."""


class NotSignedInError(NotAllowedError):
    """Nobody has signed in, and this asks for somebody."""


class RateError(WarmonitorError):
    """Too many calls in too short a time; one may be made again in so many seconds."""

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class ServiceError(WarmonitorError):
    """The desk can't start or go on."""


EXIT_STATUS: dict[type[WarmonitorError], int] = {
    UsageError: 2,
    ReadError: 1,
    CodingError: 1,
    KnowledgeError: 2,
    StoreError: 3,
    PublishError: 3,
    NotFoundError: 1,
    NotAllowedError: 1,
    RateError: 1,
    ServiceError: 4,
    WarmonitorError: 1,
}
HTTP_STATUS: dict[type[WarmonitorError], int] = {
    UsageError: 400,
    ReadError: 422,
    CodingError: 500,
    KnowledgeError: 500,
    StoreError: 503,
    PublishError: 500,
    NotFoundError: 404,
    NotAllowedError: 403,
    NotSignedInError: 401,
    RateError: 429,
    ServiceError: 503,
    WarmonitorError: 500,
}


def look_up(table: dict[type[WarmonitorError], int], error: WarmonitorError) -> int:
    """The entry of the nearest class of the error in one of the two tables above."""
    return next(table[kind] for kind in type(error).__mro__ if kind in table)
