"""The bill of materials: what is inside, as CycloneDX 1.6 in JSON, for programs to read.

The same inside gives the same bytes: the time is `building.project.source_date`, the serial number is
made from the content. It is checked against CycloneDX' own schema before it is written.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from building import installed, licences
from building.inside import inside
from building.parts import PROGRAM, Part
from building.project import BUILD, BuildError, describing, source_date, version

if TYPE_CHECKING:
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component

    from building.project import Commands

_NAMESPACE = uuid.UUID("9a2d1a52-5a0b-5c1e-9d53-6f1f4f1d2f6b")


def sbom(venv_or_freeze: Path) -> str:
    """The bill of materials of a frozen folder or of an environment.

    Raises `BuildError` where something inside is not known, or the result breaks the schema.
    """
    text = written(inside(venv_or_freeze), direct=_direct())
    _validate(text)
    return text


def written(parts: Iterable[Part], direct: Iterable[str] = ()) -> str:
    """These parts as CycloneDX JSON; ``direct`` are the packages PhotoClip itself requires."""
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion

    bom = _bom(list(parts), set(direct))
    bom.serial_number = uuid.UUID(int=0)

    def text() -> str:
        outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
        return str(outputter.output_as_string(indent=2))

    bom.serial_number = uuid.uuid5(_NAMESPACE, hashlib.sha256(text().encode()).hexdigest())
    return text() + "\n"


def _direct() -> list[str]:
    folder = installed.site_packages(BUILD / "venv")
    package = next(iter(distributions(path=[str(folder)], name=PROGRAM)), None)
    return list(installed.needed_by(package)) if package is not None else []


def _bom(parts: list[Part], direct: set[str]) -> Bom:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    program = Component(
        name=PROGRAM,
        version=version(),
        type=ComponentType.APPLICATION,
        bom_ref=PROGRAM,
        licenses=[LicenseFactory().make_from_string("GPL-3.0-or-later")],
        purl=PackageURL("pypi", name=PROGRAM, version=version()),
    )
    bom = Bom(
        metadata=BomMetaData(
            component=program, timestamp=datetime.fromtimestamp(source_date(), UTC)
        )
    )
    made = [(part, _component(part)) for part in parts]
    packages = {
        licences.canonical(part.name): component
        for part, component in made
        if part.kind == "package"
    }
    needs: dict[Component, list[Component]] = {program: []}
    for part, component in made:
        bom.components.add(component)
        carrier = packages.get(licences.canonical(part.within)) if part.within else None
        above = needs.setdefault(carrier or program, [])
        if part.kind != "package" or licences.canonical(part.name) in direct:
            above.append(component)
        below = needs.setdefault(component, [])
        below += [packages[name] for name in part.needs if name in packages]
        for name, release, licence in part.crates:
            crate = _crate(name, release, licence)
            bom.components.add(crate)
            below.append(crate)
            needs.setdefault(crate, [])
    for component, below in needs.items():
        bom.register_dependency(component, below)
    return bom


def _component(part: Part) -> Component:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import (
        ExternalReference,
        ExternalReferenceType,
        HashAlgorithm,
        HashType,
        XsUri,
    )
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    kinds = {
        "package": ComponentType.LIBRARY,
        "library": ComponentType.LIBRARY,
        "interpreter": ComponentType.PLATFORM,
        "model": ComponentType.MACHINE_LEARNING_MODEL,
        "data": ComponentType.DATA,
    }

    def hashed(digest: str) -> list[HashType]:
        return [HashType(alg=HashAlgorithm.SHA_256, content=digest)]

    reference = ":".join(filter(None, (part.kind, part.within, part.name, part.version)))
    files = [
        Component(name=path, type=ComponentType.FILE, hashes=hashed(digest), bom_ref=f"file:{path}")
        for path, digest in part.hashes
    ]
    address = part.source if part.source.startswith("http") else ""
    return Component(
        name=part.name,
        version=part.version or None,
        type=kinds[part.kind],
        bom_ref=reference,
        licenses=[LicenseFactory().make_from_string(part.licence)],
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        description=part.note or None,
        components=files,
        external_references=[
            ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(address))
        ]
        if address
        else None,
    )


def _crate(name: str, release: str, licence: str) -> Component:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    return Component(
        name=name,
        version=release or None,
        type=ComponentType.LIBRARY,
        bom_ref=f"cargo:{name}:{release}",
        licenses=[LicenseFactory().make_from_string(licence)] if licence else None,
        purl=PackageURL("cargo", name=name, version=release or None),
    )


def _validate(text: str) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        raise BuildError(f"The bill of materials breaks CycloneDX' schema: {problem}")


def register(commands: Commands) -> None:
    """Add the command ``sbom``."""
    describing(
        commands.add_parser("sbom", help="the bill of materials of the freeze or the wheel"),
        sbom,
        "{of}.cdx.json",
    )
