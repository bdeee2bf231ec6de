"""Attributes that are computed when they are first asked for."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):
    """What `functools.cached_property` is from Python 3.12 on; before, that takes a lock at each first use.

    The value goes into the instance's dictionary under the method's name and hides this descriptor from then on.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        """The value, made now."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value
