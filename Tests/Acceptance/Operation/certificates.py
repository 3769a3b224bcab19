"""Certificates for a broker and its clients, made by openssl for one test."""

import pathlib
import subprocess


class Authority:
    """A certification authority of the test's own, in a folder of its own."""

    def __init__(self, folder: pathlib.Path, name: str) -> None:
        self.folder = folder
        self.certificate = folder / f"{name}.pem"
        self._key = folder / f"{name}.key"
        folder.mkdir(exist_ok=True)
        openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
            "-keyout", self._key, "-out", self.certificate,
        )  # fmt: skip

    def sign(
        self, file: str, name: str, address: str = "127.0.0.1", days: int = 2
    ) -> tuple[pathlib.Path, pathlib.Path]:
        """A certificate and its key, in `file`.pem and `file`.key; an older pair goes."""
        certificate, key = self.folder / f"{file}.pem", self.folder / f"{file}.key"
        request, extensions = self.folder / f"{file}.csr", self.folder / f"{file}.ext"
        extensions.write_text(f"subjectAltName=IP:{address}\n")
        openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}",
            "-keyout", key, "-out", request,
        )  # fmt: skip
        openssl(
            "x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self._key,
            "-CAcreateserial", "-days", days, "-extfile", extensions, "-out", certificate,
        )  # fmt: skip
        return certificate, key


def openssl(*arguments: object) -> None:
    """Runs openssl."""
    words = ["openssl", *(str(it) for it in arguments)]
    subprocess.run(words, check=True, capture_output=True, timeout=30)
