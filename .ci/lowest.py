"""Prints the oldest versions that pyproject.toml allows of what hipback needs, as pip takes them."""

import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
print(*(wanted.replace(">=", "==") for wanted in project["dependencies"]))
