"""A Dask cluster as the workers of a run (extra `dask`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kexie_extract.batch.pool import on_executor
from kexie_extract.batch.work import Workers
from kexie_extract.errors import MissingDependencyError

RETRIES = 3
"""How often a document is given to another worker after its own was lost."""


@contextmanager
def on_dask(scheduler: str) -> Iterator[Workers]:
    """Work on the cluster of a scheduler; its workers need this package and access to inputs and outputs.

    Args:
        scheduler: address such as `tcp://host:8786`.

    Raises:
        MissingDependencyError: Dask is not installed, or no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingDependencyError('--scheduler needs Dask: pip install "kexie-extract[dask]"') from error
    try:
        connect: Any = distributed.Client
        client = connect(scheduler, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise MissingDependencyError(
            f"{scheduler}: no Dask scheduler answers there; start one, or correct it"
        ) from error
    with client:
        yield on_executor(client.get_executor(pure=False, retries=RETRIES))
