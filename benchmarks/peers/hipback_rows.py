"""hipback itself, as it scores the person in front of it."""

from collections.abc import Callable
from typing import Any

from crowd import admitted
from hipback.model import Bank
from reference import Result, result


def scorer(bank: Bank) -> Callable[[dict[str, Any]], Result]:
    return lambda answers: result(bank, admitted(answers))
