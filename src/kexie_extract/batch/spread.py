"""Running a function over many arguments on any executor, in order and with bounded memory."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")

WINDOW = 64
"""Results waiting for their turn at most; enough to keep a pool busy behind one slow document."""


def spread(
    function: Callable[[Argument], Result], arguments: Iterable[Argument], executor: Executor | None
) -> Iterator[Result]:
    """The function's results in the order of the arguments, which are read lazily."""
    if executor is None:
        yield from map(function, arguments)
        return
    rest = iter(arguments)
    waiting: deque[Future[Result]] = deque(executor.submit(function, a) for a in islice(rest, WINDOW))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(executor.submit(function, a) for a in islice(rest, 1))
