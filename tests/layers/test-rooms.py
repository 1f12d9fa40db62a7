#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include, open and link what. The order of the rooms is in house.py."""

import os
import re
import shutil
import subprocess
import tempfile

import house

# Beyond the order: rooms that may look at less than all before them.
ONLY = {
    "paint": {"ground", "geo", "basemap", "model", "cautions"},
    "basemap": {"ground", "geo"},
    "reader": {"ground", "geo", "exchange"},
}
NEVER = {
    "analysis": {"store"}, "cautions": {"store"}, "release": {"store"},
}
# What a room outside tools/reader may take from exchange is free; the reader takes one header.
READER_TAKES = {"exchange/safer-reader-protocol.h"}

# Exceptions, each with its reason.
ALLOWED = {
}


def room_of(path):
    parts = path.split(os.sep)
    if parts[:2] == ["src", "core"] and len(parts) > 3:
        return parts[2]
    if parts[:2] == ["src", "desk"] and len(parts) > 3:
        return parts[2]
    if parts[:2] == ["src", "tools"] and len(parts) > 3:
        return parts[2]
    return None


def includes(path):
    text = house.read(path)
    for m in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', text, re.M):
        yield text.count("\n", 0, m.start()) + 1, m.group(1), m.group(2)


def sources():
    return [p for p in house.files("src", ".c", ".h") if room_of(p)]


def may_include(room, other):
    if other == room:
        return True
    if room in ONLY:
        return other in ONLY[room]
    if other in NEVER.get(room, ()):
        return False
    if room == "cli":
        return other in house.ROOMS and other not in house.DESK
    return house.ROOMS.index(other) < house.ROOMS.index(room)


def rooms_look_at_the_rooms_before_them():
    wrong = []
    for path in sources():
        room = room_of(path)
        for line, mark, name in includes(path):
            other = name.split("/")[0]
            if mark != '"' or "/" not in name or other not in house.ROOMS + ["reader", "cli"]:
                continue
            if (path, name) in ALLOWED:
                continue
            if not may_include(room, other) if other in house.ROOMS else other != room:
                wrong.append("%s:%d: %s may not look at %s" % (path, line, room, name))
            elif room == "reader" and other == "exchange" and name not in READER_TAKES:
                wrong.append("%s:%d: the reader takes only its protocol from exchange, not %s"
                             % (path, line, name))
    return wrong


def headers_are_named_with_their_room():
    wrong = []
    here = {os.path.basename(p): p for p in sources() if p.endswith(".h")}
    for path in sources():
        for line, mark, name in includes(path):
            if mark == '"' and "/" not in name and name in here and \
                    os.path.dirname(here[name]) != os.path.dirname(path):
                wrong.append("%s:%d: write %s with its room" % (path, line, name))
    return wrong


def outside(pattern, rooms, what):
    """Includes that match the pattern in a room which is not among those named."""
    def look():
        wrong = []
        for path in sources():
            for line, mark, name in includes(path):
                if mark == "<" and re.match(pattern, name) and room_of(path) not in rooms and \
                        (path, name) not in ALLOWED:
                    wrong.append("%s:%d: %s belongs in %s" % (path, line, what, ", ".join(rooms)))
        return wrong
    return look


def only_the_reader_opens_foreign_files():
    wrong = []
    for path in sources():
        if room_of(path) == "reader":
            continue
        text = house.without_comments(house.read(path))
        for m in re.finditer(r"\b(GDALOpen\w*|OGROpen\w*|OGR_Dr_Open|GDALVectorTranslate)\b", text):
            wrong.append("%s:%d: %s belongs in tools/reader"
                         % (path, text.count("\n", 0, m.start()) + 1, m.group(1)))
    return wrong


def the_command_line_links_no_widget():
    if shutil.which("ldd") is None:
        return "no ldd"
    wrong = []
    seen = 0
    for name in ("safer-places-cli", "safer-places-reader"):
        for top, _, names in os.walk(os.path.join(house.BUILD, "src", "tools")):
            path = os.path.join(top, name)
            if name not in names or not os.access(path, os.X_OK):
                continue
            seen += 1
            out = subprocess.run(["ldd", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 check=False).stdout.decode()
            for library in ("libgtk-4", "libadwaita", "libshumate", "libgdk"):
                if library + "-" in out or library + "." in out:
                    wrong.append("%s links %s" % (name, library))
    return wrong if seen else "not built yet"


def this_test_can_fail():
    with tempfile.TemporaryDirectory() as box:
        os.makedirs(box + "/src/core/geo")
        with open(box + "/src/core/geo/safer-bad.c", "w", encoding="utf-8") as f:
            f.write('#include "store/safer-store.h"\n#include <sqlite3.h>\n')
        true_source, house.SOURCE = house.SOURCE, box
        try:
            found = rooms_look_at_the_rooms_before_them() + \
                outside(r"sqlite3", ["store"], "SQLite")()
        finally:
            house.SOURCE = true_source
    return [] if len(found) == 2 else ["an include against the order was not noticed"]


house.run([
    ("this test notices what is wrong", this_test_can_fail),
    ("each room looks only at the rooms before it", rooms_look_at_the_rooms_before_them),
    ("headers of another room are named with it", headers_are_named_with_their_room),
    ("widgets live on the desk", outside(
        r"(gtk|gdk(?!-pixbuf)|gsk|adwaita|shumate|libadwaita)", house.DESK, "the toolkit")),
    ("SQL lives in the store and the base map", outside(
        r"(sqlite3|spatialite)", ["store", "basemap"], "SQLite")),
    ("PROJ and GEOS live in geo", outside(r"(proj\.h|geos_c|geodesic)", ["geo"], "PROJ or GEOS")),
    ("only the confined reader opens foreign files", only_the_reader_opens_foreign_files),
    ("the command line and the reader link no widget", the_command_line_links_no_widget),
])
