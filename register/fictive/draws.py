"""Chance that repeats itself: every draw belongs to a topic and depends on nothing else.

A generator per topic keeps one person's story the same when another part of the story changes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """Draws of one topic."""

    def __init__(self, *topic: object) -> None:
        self._random = random.Random("|".join(map(str, topic)))

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._random.random() < probability

    def one(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self._random.random() * len(options))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, with odds as given; the order of the mapping counts."""
        place = self._random.random() * sum(weights.values())
        for option, weight in weights.items():
            place -= weight
            if place < 0:
                return option
        return next(reversed(list(weights)))

    def some(self, options: Sequence[T], probability: float) -> list[T]:
        """Those of the options that a coin of its own gives, in their order."""
        return [option for option in options if self.chance(probability)]

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def normal(self, mean: float = 0.0, spread: float = 1.0) -> float:
        """A draw from a normal distribution."""
        return self._random.gauss(mean, spread)

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included."""
        return first + timedelta(days=self.whole(0, max((last - first).days, 0)))


def dealt(shares: Mapping[T, float], count: int) -> list[T]:
    """``count`` keys in the proportions of the shares, by largest remainder, evenly interleaved.

    The totals are right by construction: a published marginal is met, not merely approached.
    """
    total = sum(shares.values())
    exact = {key: count * share / total for key, share in shares.items()}
    numbers = {key: math.floor(value) for key, value in exact.items()}
    rest = count - sum(numbers.values())
    for key in sorted(exact, key=lambda k: numbers[k] - exact[k])[:rest]:
        numbers[key] += 1
    spots = [
        ((turn + 0.5) / number, place, key)
        for place, (key, number) in enumerate(numbers.items())
        for turn in range(number)
    ]
    return [key for _, _, key in sorted(spots, key=lambda spot: spot[:2])]
