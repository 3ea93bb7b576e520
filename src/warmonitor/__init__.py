"""warmonitor: news reports in, an attributed incident record out.

from warmonitor import Coder

record = Coder().code("Five people were killed in an air strike on Idlib on Monday.", published="2018-09-05")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warmonitor.workflow.coder import Coder

    __version__: str

__all__ = ["Coder", "__version__"]


def __getattr__(name: str) -> Any:
    """`Coder` is imported, and the version looked up, when it is asked for: importing a record or an error stays quick."""
    if name == "Coder":
        from warmonitor.workflow.coder import Coder

        return Coder
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("warmonitor")
        except PackageNotFoundError:  # run from a source tree that isn't installed
            return "0+unknown"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
