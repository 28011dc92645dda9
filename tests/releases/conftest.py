"""A server that speaks https, with a certificate made for it, and one that speaks http."""

import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator

import pytest
from release_server import ReleaseServer, serving

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for localhost and its key, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate of the test's server")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            openssl,
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            str(folder / "key.pem"),
            "-out",
            str(folder / "cert.pem"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def server(certificate, monkeypatch) -> Iterator[ReleaseServer]:
    """A server whose certificate is trusted here."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    for variable in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with serving(context) as told:
        monkeypatch.setenv("PHOTOCLIP_RELEASES", told.address)
        yield told


@pytest.fixture
def plain_server() -> Iterator[ReleaseServer]:
    """A server without encryption."""
    with serving(None) as told:
        yield told
