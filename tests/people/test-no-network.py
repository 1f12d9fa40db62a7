#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing opens an internet socket or looks up a name (security.md 5.1), watched by strace.

A tour of the command line and one of the window; tests/long makes the tour thirty minutes."""

import os
import re
import shutil
import subprocess
import tempfile
import time

from desktop import Desktop, Skip, Tap, find_program, skip_all

MINUTES = float(os.environ.get("SAFER_TOUR_MINUTES", "0.4"))
CALLS = "socket,connect,sendto,sendmsg,bind,listen"

tap = Tap()
box = tempfile.TemporaryDirectory()
FILE = os.path.join(box.name, "tour.saferplaces")


def watched(log, *argv):
    return ["strace", "-f", "-qq", "-e", "trace=" + CALLS, "-e", "signal=none", "-o", log, *argv]


def wrong_in(log):
    with open(log, errors="replace") as f:
        return [line.strip() for line in f
                if re.search(r"AF_INET6?\b|AF_PACKET|sin_addr|htons\(53\)", line)]


def works():
    log = os.path.join(box.name, "probe")
    done = subprocess.run(watched(log, "true"), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def this_test_can_fail():
    log = os.path.join(box.name, "seen")
    subprocess.run(watched(log, "/usr/bin/python3", "-c",
                           "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"),
                   check=True)
    assert wrong_in(log), "an internet socket was not noticed"


def command_line():
    cli = find_program("safer-places-cli")
    out = os.path.join(box.name, "out")
    tour = [
        ("new", FILE, "--sample"), ("info", FILE, "--json"), ("list", FILE, "places"),
        ("history", FILE, "--json"), ("check", FILE, "--json"),
        ("export", FILE, out + ".gpkg"), ("export", FILE, out + ".kml"),
        ("map", FILE, out + ".pdf", "--paper", "A3", "--landscape"), ("map", FILE, out + ".png"),
        ("backup", FILE, out + ".copy"), ("undo", FILE), ("redo", FILE),
        ("import", FILE, out + ".gpkg", "--as", "places", "--dry-run", "--json"),
    ]
    opened = 0
    for command in tour:
        log = os.path.join(box.name, "log-" + command[0])
        done = subprocess.run(watched(log, cli, *command), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        opened += done.returncode == 0
        assert not wrong_in(log), "%s: %s" % (command[0], wrong_in(log)[:3])
    assert opened >= 6, "only %d commands worked: the tour proves too little" % opened


def window():
    app_path = find_program("safer-places")
    find_program("safer-places-cli")
    if not os.path.exists(FILE):
        raise Skip("no sample file")
    log = os.path.join(box.name, "log-window")
    strace = shutil.which("strace")
    with Desktop() as desk:
        app = desk.start(strace, *watched(log, app_path, FILE)[1:], name="safer-places")
        end = time.monotonic() + 60 * MINUTES
        while True:
            for keys in ("plus", "plus", "Right", "Down", "minus", "Home"):
                app.press(keys)
            app.drag(700, 450, 620, 380)
            app.scroll(700, 450, 2)
            app.press("ctrl+f")
            app.type("park")
            app.press("Escape", "F1", "Escape")
            assert app.alive(), app.log()[-1500:]
            if time.monotonic() > end:
                break
        app.quit()
    assert not wrong_in(log), wrong_in(log)[:3]
    assert os.path.getsize(log) > 0, "strace saw nothing"


if shutil.which("strace") is None or not works():
    skip_all("strace cannot watch here")
tap.case("the watch notices an internet socket", this_test_can_fail)
tap.case("the command line opens none", command_line)
tap.case("the window opens none", window)
tap.finish()
