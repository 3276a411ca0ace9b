"""Headless Chromium, driven by the DevTools protocol over a pipe (NUL-terminated JSON on descriptors 3 and 4)."""

import json
import os
import select
import shutil
import subprocess
import time

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND"]
PATIENCE = 60  # seconds that a reply may take


class Browser:
    """One page of one browser. `events` has what it reported: console lines, exceptions, requests."""

    def __init__(self, folder):
        to_read, to_write = os.pipe(), os.pipe()
        # Moved high first, so that neither end is on 3 or 4 when the other is put there.
        ends = [os.dup2(fd, 30 + i) for i, fd in enumerate((to_read[0], to_write[1]))]
        move = f"exec 3<&{ends[0]} 4>&{ends[1]}; exec \"$@\""
        self.process = subprocess.Popen(
            ["bash", "-c", move, "bash", PROGRAM, *OPTIONS, "--remote-debugging-pipe", f"--user-data-dir={folder}",
             "about:blank"],
            pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in (*ends, to_read[0], to_write[1]):
            os.close(fd)
        self.write, self.read = to_read[1], to_write[0]
        self.buffer, self.events, self.session, self.count = b"", [], None, 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Runtime", "Log", "Network", "Page"):
            self.call(f"{domain}.enable")

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        os.close(self.write)
        os.close(self.read)

    def next_message(self):
        end = time.monotonic() + PATIENCE
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.read], [], [], max(0, end - time.monotonic()))
            piece = os.read(self.read, 1 << 20) if ready else b""
            assert piece, "the browser does not answer"
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(message)
        if "method" in message:
            self.events.append(message)
        return message

    def call(self, method, **params):
        self.count += 1
        request = {"id": self.count, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.write, json.dumps(request).encode() + b"\0")
        while (reply := self.next_message()).get("id") != self.count:
            pass
        assert "error" not in reply, reply
        return reply["result"]

    def open(self, url):
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.next_message()

    def value(self, expression):
        reply = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in reply, reply
        return reply["result"].get("value")

    def requests(self):
        return [e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        """Console lines, exceptions, and what a policy blocked."""
        kinds = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [e for e in self.events if e["method"] in kinds]
