"""What goes into the frozen program beyond what PyInstaller finds, and what of that stays out.

With all of it left out, the frozen program was run (`make try-freeze`).
"""

from __future__ import annotations

import ast
import re

from building import project
from building.project import BuildError

RESOURCES = "photoclip/resources"
"""Where our resources lie in the frozen folder, below ``_internal`` (`photoclip.core.paths`)."""

UNUSED_MODULES = (
    # tools for tests, for building and for notebooks that libraries import where they are there
    "IPython",
    "PyInstaller",
    "_pytest",
    "altgraph",
    "attr",
    "attrs",
    "hf_xet",  # downloads go without it (photoclip.embed)
    "jinja2",
    "matplotlib",
    "nltk",
    "pandas",
    "pip",
    "pkg_resources",
    "pytest",
    "readline",
    "scipy",
    "setuptools",
    "tensorboard",
    "tkinter",
    "transformers",
)

_HIDDEN = (
    "PIL.AvifImagePlugin",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.Jpeg2KImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.TiffImagePlugin",
    "PIL.WebPImagePlugin",
    "open_clip",
    "open_clip.timm_model",
    "pi_heif",
    "pysqlite3",
    "pysqlite3.dbapi2",
    "timm.utils.model",
    "torchvision.ops.misc",
    "torchvision.transforms",
    "torchvision.transforms.functional",
)
"""Modules that are imported by a name no analysis sees."""

_HIDDEN_PACKAGES = ("anyio._backends", "huggingface_hub", "rich._unicode_data")
"""Packages that import their modules so."""

_NOT_SHIPPED = {
    # The system loads others beside us (graphics drivers, themes, input methods) that were built for
    # these and often need newer ones than we would bring.
    "libraries every desktop has": (
        r"lib(stdc\+\+|gcc_s)\.so\.\d+",
        r"lib(X11|X11-xcb|xcb|Xau|Xdmcp|Xext|Xfixes|Xi|Xrandr|Xrender|Xcursor|Xcomposite|Xdamage|Xinerama)\.so\.\d+",
        r"lib(bsd|md|z|uuid|fontconfig|freetype|dbus-1|systemd|gcrypt|gpg-error|cap|lz4|zstd)\.so\.\d+",
        r"lib(glib|gobject|gio|gmodule|gthread)-2\.0\.so\.0",
        r"lib(pcre2-8|mount|blkid|selinux|png16|brotlicommon|brotlidec|graphite2|harfbuzz)\.so\.\d+",
        r"lib(gtk-3|gdk-3|gdk_pixbuf-2\.0|atk-1\.0|atk-bridge-2\.0|atspi|epoxy)\.so\.0",
        r"lib(cairo|cairo-gobject|pango-1\.0|pangocairo-1\.0|pangoft2-1\.0|pixman-1)\.so\.\d+",
        r"lib(datrie|thai|fribidi|jpeg)\.so\.\d+",
    ),
    "what only torch's own tests load": (
        r"torch/lib/lib(torchbind_test|jitbackend_test|backend_with_compiler|aoti_custom_ops)\.so",
    ),
    # only its Python code is used
    "torchvision's extension and what it brings": (
        r"torchvision/.*\.(so|pyd|dll|dylib)(\..*)?",
        r"torchvision\.libs/.*",
        r"lib(cudart|nvjpeg|png16|sharpyuv|webp|jpeg|z)\.[0-9a-f]{8}\.so\.\d+",
        r"lib(cudart)\.so\.\d+",
    ),
    "Qt's languages, screens, network and formats that are not used": (
        r"PySide6/(Qt/)?translations/(?!qtbase_(de|en)\.qm$).*",
        r"PySide6/(Qt/)?plugins/(egldeviceintegrations|generic|networkinformation|tls)/.*",
        r"PySide6/(Qt/)?plugins/platforms/(lib)?q(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc)\..*",
        r"PySide6/(Qt/)?plugins/imageformats/(lib)?q(tga|tiff|wbmp|icns|pdf)\..*",
        r"PySide6/Qt(Network|DBus)\..*",
        r"(PySide6/Qt/lib/)?libQt6(EglFSDeviceIntegration|EglFsKmsSupport|Network)\.so\.6",
    ),
    "what is there for those who build or read packages": (
        r".*/__pycache__/.*|photoclip/resources/(__init__\.py|translations/.*\.ts)",
        r".*\.(pyi|h|hpp|cuh|cmake|a|lib|pxd)",
        r"(markupsafe|setuptools|jinja2)(-[^/]*)?/.*",
        r"[^/]+\.dist-info/(?!METADATA$).*",  # who is asked for a version reads that
    ),
}
_STAYS_OUT = {
    what: re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    for what, patterns in _NOT_SHIPPED.items()
}


def stays_out_as(name: str) -> str:
    """Why a library or data file stays out, by its path in the frozen folder; empty where it goes in."""
    path = name.replace("\\", "/")
    return next((what for what, pattern in _STAYS_OUT.items() if pattern.fullmatch(path)), "")


def console_modules() -> list[str]:
    """What ``photoclip`` imports by names that no analysis sees."""
    from PyInstaller.utils.hooks import collect_submodules

    ours = collect_submodules("photoclip", filter=lambda name: not name.startswith("photoclip.gui"))
    theirs = [
        module
        for package in _HIDDEN_PACKAGES
        for module in collect_submodules(package, filter=_is_used, on_error="ignore")
    ]
    return [*ours, *_HIDDEN, *theirs]


def window_modules() -> list[str]:
    """What ``photoclip-gui`` imports by names that no analysis sees."""
    from PyInstaller.utils.hooks import collect_submodules

    return list(collect_submodules("photoclip.gui"))


def package_data() -> list[tuple[str, str]]:
    """Files that packages read beside their modules."""
    from PyInstaller.utils.hooks import collect_data_files

    return list(collect_data_files("open_clip", excludes=["**/*.py"]))


def own_data() -> list[tuple[str, str]]:
    """Our resources, and with them the guide and the pages it links to."""
    resources = str(project.ROOT / "resources")
    pages = [str(project.ROOT / "docs" / page) for page in guide_pages()]
    return [(resources, RESOURCES), *((page, RESOURCES) for page in pages)]


def guide_pages() -> tuple[str, ...]:
    """The pages of docs/ that the window shows, as setup.py names them for the wheel."""
    tree = ast.parse((project.ROOT / "setup.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "GUIDE":
            return tuple(ast.literal_eval(node.value))
    raise BuildError("setup.py names no pages of the guide any more: GUIDE = (…).")


def _is_used(name: str) -> bool:
    return not name.startswith(("huggingface_hub.cli", "huggingface_hub.inference"))
