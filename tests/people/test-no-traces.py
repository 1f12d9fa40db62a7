#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After closing, what was recorded is found nowhere but in the file and its backups (security.md 5.5).

A place with a telling name and position is planted; then every file that could have been written
is searched for it: home, settings, caches, temporary folders."""

import json
import os
import re
import subprocess
import tempfile

from desktop import Desktop, Skip, Tap, find_program, skip_all

WORDS = "Quincewhistle Hollow"
NOTE = "sundial beside the murmuring weir"
LON, LAT = "-2.3731737", "51.3917319"
LOOKS = [WORDS, NOTE, LON, LAT, "quincewhistle"]

tap = Tap()
try:
    CLI = find_program("safer-places-cli")
except Skip as s:
    skip_all(s)
box = tempfile.TemporaryDirectory()
DOCUMENTS = os.path.join(box.name, "documents")
os.mkdir(DOCUMENTS)
FILE = os.path.join(DOCUMENTS, "town.saferplaces")


def traces(*folders):
    """Files under the folders that hold one of the planted texts, in UTF-8 or UTF-16."""
    needles = [n.encode(e) for n in LOOKS for e in ("utf-8", "utf-16-le")]
    found = []
    for folder in folders:
        for top, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(top, name)
                if os.path.islink(path) or not os.path.isfile(path):
                    continue
                with open(path, "rb") as f:
                    data = f.read()
                if any(n in data for n in needles) or any(n in name for n in LOOKS):
                    found.append(path)
    return found


def cli(*argv):
    done = subprocess.run([CLI, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, "%s: %s" % (argv[0], done.stderr.decode()[-800:])
    return done.stdout.decode()


def own(path):
    """The partnership's file itself, and what the project keeps beside it."""
    return os.path.relpath(path, DOCUMENTS).startswith("town")


def plant():
    source = os.path.join(box.name, "source.csv")
    with open(source, "w", encoding="utf-8") as f:
        f.write('name,notes,lon,lat\n"%s","%s",%s,%s\n' % (WORDS, NOTE, LON, LAT))
    cli("new", FILE, "--name", "Town")
    cli("import", FILE, source, "--as", "places", "--crs", "EPSG:4326", "--axes", "xy",
        "--map", "notes=notes")
    os.remove(source)
    assert WORDS in cli("list", FILE, "places")


def written_places():
    return [os.environ[n] for n in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                                    "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
            if os.environ.get(n)]


def the_search_can_find():
    assert any(own(p) for p in traces(DOCUMENTS)), "the file itself does not hold the words"


def the_command_line_leaves_none():
    out = os.path.join(box.name, "page.pdf")
    for command in (("map", FILE, out), ("export", FILE, out + ".gpkg"),
                    ("history", FILE), ("check", FILE)):
        if subprocess.run([CLI, command[0], "--help"], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode:
            raise Skip("no command " + command[0])
        cli(*command)
    os.remove(out)
    os.remove(out + ".gpkg")
    found = [p for p in traces(*written_places()) if not own(p)
             and not p.startswith(DOCUMENTS + os.sep + "town")]
    assert not found, found


def nothing_lies_beside_a_closed_file():
    left = [n for n in os.listdir(DOCUMENTS) if re.search(r"-(wal|shm|journal)$|~$|\.tmp", n)]
    assert not left, left


def the_window_leaves_none():
    find_program("safer-places")
    with Desktop() as desk:
        app = desk.start("safer-places", FILE)
        app.wait_text(WORDS)
        app.press("ctrl+f")
        app.type("quince")
        app.wait_text(WORDS)
        app.press("Escape", "Escape")
        app.quit()
        found = [p for p in traces(desk.box) if os.path.basename(p) != "log"]
        assert not found, found
        assert WORDS not in app.log() and LON not in app.log(), "the log tells it"
        recent = os.path.join(os.environ["XDG_DATA_HOME"], "recently-used.xbel")
        assert not os.path.exists(recent) or "saferplaces" not in open(recent).read(), recent
    found = [p for p in traces(*written_places()) if not p.startswith(DOCUMENTS)]
    assert not found, found
    nothing_lies_beside_a_closed_file()


def erased_text_is_gone_from_the_file():
    ids = [r["id"] for r in json.loads(cli("list", FILE, "places", "--json"))["rows"]]
    if subprocess.run([CLI, "erase", "--help"], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL, check=False).returncode:
        raise Skip("the command line does not erase; tests/store does")
    cli("erase", FILE, ids[0], "--reason", "test")
    assert not traces(DOCUMENTS)


if subprocess.run([CLI, "import", "--help"], stdout=subprocess.DEVNULL,
                  stderr=subprocess.DEVNULL, check=False).returncode:
    skip_all("the command import is not there yet")
tap.case("a place is planted", plant)
tap.case("the search finds what is there", the_search_can_find)
tap.case("the command line leaves no trace", the_command_line_leaves_none)
tap.case("nothing lies beside a closed file", nothing_lies_beside_a_closed_file)
tap.case("the window leaves no trace", the_window_leaves_none)
tap.case("erased text is gone from the file", erased_text_is_gone_from_the_file)
tap.finish()
