"""warmonitor: news reports in, an attributed incident record out.

from warmonitor import Coder

record = Coder().code("Five people were killed in an air strike on Idlib on Monday.", published="2018-09-05")
"""

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warmonitor.workflow.coder import Coder

try:
    __version__ = version("warmonitor")
except PackageNotFoundError:  # run from a source tree that isn't installed
    __version__ = "0+unknown"

__all__ = ["Coder", "__version__"]


def __getattr__(name: str) -> Any:
    """`Coder` is imported when it is asked for, so that importing a record or an error stays quick."""
    if name == "Coder":
        from warmonitor.workflow.coder import Coder

        return Coder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
