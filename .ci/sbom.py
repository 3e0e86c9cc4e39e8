"""Writes what a release of hipback is made of, as CycloneDX, for those who watch over what they install.

    python .ci/sbom.py hipback-1.0.0-py3-none-any.whl > hipback-1.0.0.cdx.json

Run it by the Python of an environment in which the wheel is installed. The same versions give the same bytes.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

Part = dict[str, Any]


def sbom(wheel: Path) -> Part:
    """hipback as the thing that is described, all that it needs as its components, and what needs what."""
    whole = distribution("hipback")
    found = {reference(each): each for each in (whole, *needed_by(whole))}
    digest = {"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**component(whole, "application"), "hashes": [digest]}},
        "components": [component(each, "library") for each in found.values() if each.name != whole.name],
        "dependencies": [
            {"ref": name, "dependsOn": sorted(map(reference, directly_needed_by(each)))} for name, each in found.items()
        ],
    }


def component(found: Distribution, kind: str) -> Part:
    name = reference(found)
    about = {"type": kind, "bom-ref": name, "name": found.name, "version": found.version, "purl": name}
    return {**about, "licenses": [licence(found)]}


def licence(found: Distribution) -> Part:
    """The licence as its author tells it: as an expression, or else as a name."""
    if expression := found.metadata.get("License-Expression"):
        return {"expression": expression}
    classified = [line for line in found.metadata.get_all("Classifier", []) if line.startswith("License ::")]
    return {"license": {"name": classified[0].split(" :: ")[-1] if classified else found.metadata["License"]}}


def reference(found: Distribution) -> str:
    return f"pkg:pypi/{re.sub('[-_.]+', '-', found.name).lower()}@{found.version}"


def needed_by(found: Distribution) -> Iterator[Distribution]:
    """All that must be there for it to work, each before what it needs itself."""
    for each in directly_needed_by(found):
        yield each
        yield from needed_by(each)


def directly_needed_by(found: Distribution) -> Iterator[Distribution]:
    """The same of the first step alone; what another system would need is not installed here."""
    for wanted in sorted(found.requires or []):
        name, _, marker = wanted.partition(";")
        if "extra" not in marker:
            try:
                yield distribution(re.split(r"[^\w.-]", name.strip())[0])
            except PackageNotFoundError:
                continue


if __name__ == "__main__":
    print(json.dumps(sbom(Path(sys.argv[1])), indent=2))
