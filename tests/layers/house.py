# SPDX-License-Identifier: GPL-3.0-or-later
"""What both layer tests share: where the sources are, and how a case is told."""

import os
import re
import sys

SOURCE = os.path.realpath(os.environ.get("SAFER_SOURCE_DIR")
                          or os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("SAFER_BUILD_DIR") or os.path.join(SOURCE, "_build")

# In order: a room may look at the rooms before it.
ROOMS = ["ground", "geo", "basemap", "model", "store", "analysis", "cautions", "release",
         "exchange", "paint", "report", "project", "map", "parts", "pages", "dialogs", "app"]
DESK = ["map", "parts", "pages", "dialogs", "app"]


def files(folder, *ends):
    """Paths below a folder of the source, relative to the source, sorted."""
    found = []
    for top, folders, names in os.walk(os.path.join(SOURCE, folder)):
        folders[:] = [f for f in folders if not f.startswith((".", "_build", "__pycache__"))]
        for name in names:
            if not ends or name.endswith(ends):
                found.append(os.path.relpath(os.path.join(top, name), SOURCE))
    return sorted(found)


def read(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8", errors="replace") as f:
        return f.read()


def without_comments(text):
    """C text with comments blanked, lines kept; strings are left alone."""
    def blank(m):
        return m.group(0) if m.group(0)[0] in "\"'" else re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', blank, text,
                  flags=re.S)


def run(cases):
    print("1..%d" % len(cases))
    failed = 0
    for number, (sentence, case) in enumerate(cases, 1):
        found = case()
        if isinstance(found, str):
            print("ok %d - %s # SKIP %s" % (number, sentence, found))
            continue
        for line in found:
            print("# " + line)
        failed += bool(found)
        print("%sok %d - %s%s" % ("not " if found else "", number, sentence,
                                  ": " + found[0] if found else ""))
    sys.exit(1 if failed else 0)
