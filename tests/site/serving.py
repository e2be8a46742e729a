"""The real nginx over a published folder, with the configuration the repository offers."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_scripts.paths import ROOT

OFFERED = ROOT / "build_scripts" / "nginx" / "korea-crypto-rules.conf"
AROUND = """\
daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def find_nginx() -> str | None:
    """Return the path of nginx; None where this machine has none, or not Debian's file types."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    return found if Path("/etc/nginx/mime.types").is_file() else None


@contextmanager
def nginx(to: Path, folder: Path) -> Iterator[int]:
    """Serve `to`/current on a free port of this machine only; yields the port."""
    folder.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = OFFERED.read_text(encoding="utf-8")
    for old, new in [
        (r"listen 80;", f"listen 127.0.0.1:{port};"),
        (r"root /srv/korea-crypto-rules/current;", f"root {to}/current;"),
    ]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""  # else its workers may not read the folder
    (folder / "nginx.conf").write_text(user + AROUND.format(folder=folder))
    command = [find_nginx(), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, server.stderr.read()
            time.sleep(0.05)
        yield port
        errors = (folder / "error.log").read_text()
        assert not re.search(r"\[(error|crit|alert|emerg)\]", errors), errors
    finally:
        server.terminate()
        server.wait(10)
