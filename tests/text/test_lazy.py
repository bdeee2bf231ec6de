"""Attributes that are made at their first use."""

from kexie_extract.text.lazy import lazy


class Counted:
    made = 0

    @lazy
    def answer(self) -> int:
        """What it holds."""
        self.made += 1
        return 42


def test_made_once_for_each_object() -> None:
    first, second = Counted(), Counted()
    assert [first.answer, first.answer, second.answer] == [42, 42, 42]
    assert (first.made, second.made) == (1, 1)


def test_not_made_before_it_is_asked_for() -> None:
    assert "answer" not in vars(Counted())


def test_of_the_class_is_the_description_itself() -> None:
    assert isinstance(Counted.answer, lazy)
    assert Counted.answer.__doc__ == "What it holds."
