"""A server is killed at any moment, and after it starts again nothing is lost and nothing is there twice."""

from __future__ import annotations

import hashlib
import json
import os
import random
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx2 as httpx
import pytest

from cakupan.batches import standing, withdrawn
from cakupan.workspace import Workspace

from .conftest import AT, CONTOH, Servers, Visitor, until

SOAK = "CAKUPAN_SOAK" in os.environ
KILLS = 200 if SOAK else 20


def listed(number: int) -> bytes:
    """Return a list of three heads of neighbourhoods, another one each time."""
    people = [f"C{number % 12 + 1}", f"K{number % 9 + 1}", f"P{number % 7 + 1}"]
    rows = [f"{n};{CONTOH['nik'](who)};{CONTOH['name'](who)};Cirahab;Lumbir" for n, who in enumerate(people, 1)]
    return "\n".join([f"DAFTAR {number}", "No;NIK;Nama;Desa;Kecamatan", *rows]).encode()


def said(number: int) -> dict[str, str]:
    return {"group": "RT_RW", "position": (AT - timedelta(days=number)).isoformat(), "name": f"rtrw-{number}.csv"}


def half_sent(address: str, token: str, cookies: dict[str, str], content: bytes) -> None:
    """Send the first part of a form with a file, and no more."""
    head = (
        f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
        f'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nworkers\r\n'
        '--x\r\nContent-Disposition: form-data; name="files"; filename="putus.csv"\r\n\r\n'
    ).encode()
    host, port = address.removeprefix("http://").split(":")
    request = (
        f"POST /files/new HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        f"Cookie: session={cookies['session']}\r\nContent-Length: 1000000\r\n\r\n"
    ).encode()
    with socket.create_connection((host, int(port))) as line:
        line.sendall(request + head + content)
        time.sleep(0.1)


class Story:
    """What was done to an office so far, and what must be there."""

    def __init__(self, office: Workspace, servers: Servers) -> None:
        self.office, self.servers = office, servers
        self.before = {batch.about["sha256"] for batch in office.batches()}
        self.sent: dict[int, str] = {}
        self.pid = 0
        self.visitor = Visitor()
        self.cookies = dict[str, str]()

    def start(self) -> None:
        address, self.pid = self.servers.start(self.office.folder)
        self.visitor = Visitor(base_url=address, timeout=30, cookies=self.cookies)
        if not self.cookies:
            self.visitor.enter()
            self.cookies = dict(self.visitor.cookies)

    def kill(self) -> None:
        self.servers.kill(self.pid)
        self.visitor.close()

    def send(self, number: int) -> str:
        content = listed(number)
        self.sent[number] = hashlib.sha256(content).hexdigest()
        return self.visitor.deliver(content, **said(number))

    def waiting(self) -> list[Path]:
        return list((self.office.folder / ".waiting").glob("[0-9a-f]*/about.json"))

    def holds(self) -> None:
        """See that every file that was sent waits or is a batch, once."""
        until(lambda: all(not json.loads(path.read_text())["decided"] for path in self.waiting()))
        there = [batch.about["sha256"] for batch in self.office.batches()]
        assert len(there) == len(set(there))
        held = [hashlib.sha256(next(p.parent.glob("berkas*")).read_bytes()).hexdigest() for p in self.waiting()]
        assert sorted([*there, *held]) == sorted({*self.before, *self.sent.values()})


def during_upload(story: Story, number: int) -> None:
    """Half of a file is there, and then the server is gone; a whole one that came before still waits."""
    waiting = story.send(number) if number % 2 else ""
    half_sent(str(story.visitor.base_url), story.visitor.token(), story.cookies, listed(1000 + number))
    story.kill()
    story.start()
    page = story.visitor.page("/files/new")
    assert "putus.csv" not in page
    assert (f"rtrw-{number}.csv" in page) == bool(waiting)
    if waiting:
        story.visitor.take(waiting)


def while_taken(story: Story, number: int) -> None:
    """Somebody says yes, and the server is gone before, while or after it does so."""
    waiting = story.send(number)
    key = story.visitor.seen(waiting).partition('name="key" value="')[2].partition('"')[0]
    told = {"token": story.visitor.token(), "key": key}

    def say_yes() -> None:
        with suppress(httpx.TransportError):
            httpx.post(f"{story.visitor.base_url}{waiting}/take", data=told, cookies=story.cookies)

    thread = threading.Thread(target=say_yes)
    thread.start()
    time.sleep(random.random() * 0.4)
    story.kill()
    thread.join()
    story.start()
    story.holds()
    if story.waiting():
        story.visitor.take(waiting)


def before_the_build(story: Story, number: int) -> None:
    """The file is a batch, and the server is gone before the numbers are built."""
    story.visitor.take(story.send(number))
    story.kill()
    story.start()


def during_the_build(story: Story, number: int) -> None:
    """The server is gone while tables are made, at any of them."""
    story.visitor.take(story.send(number))
    until(lambda: story.visitor.get("/jobs.json").json()["state"] != "queued")
    time.sleep(random.random() * 0.5)
    story.kill()
    story.start()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="servers are forked")
def test_nothing_is_lost_and_nothing_is_there_twice(office: Workspace, servers: Servers) -> None:
    random.seed(None if SOAK else 7)
    story = Story(office, servers)
    story.start()
    ways = (during_upload, while_taken, before_the_build, during_the_build)
    for number in range(KILLS):
        ways[number % len(ways)](story, number)
        story.holds()
    assert len(story.sent) > KILLS / 2
    assert story.visitor.rested()["state"] in ("done", "idle")
    counts = sorted(batch.name for batch in standing(office))
    assert len(counts) == len(story.before) + len(story.sent)
    assert not withdrawn(office)
    assert json.loads((office.current() / "build.json").read_text())["batches"] == counts
    assert (office.current() / "kept.sqlite").is_file()
    assert "belum tampak" not in story.visitor.page("/files")
    story.kill()
