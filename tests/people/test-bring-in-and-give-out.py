#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A place is changed where it stands; a file comes in with every row accounted for; a page leaves."""

import os
import tempfile

import tour
from desktop import Desktop, Skip, Tap, skip_all, until

tap = Tap()

ROWS = """asset_id;name;kind;easting;northing;comments
PK-1;Tip shelter;park;310418;428790;dry
PK-2;Meadow swings;play area;310735;428925;swings
PK-3;;park;311000;429100;no name here
"""


def rows(path):
    return {line.split("\t")[1]: line.split("\t") for line in
            tour.command("list", path, "places").splitlines()[1:]}


def choose_file(app, path):
    """GTK's own file chooser: a path is typed over what stands there, Enter takes it."""
    app.wait("push button", "Cancel")
    app.press("ctrl+a")
    app.type(path)
    until("the path typed", lambda: any((app.text(o) or "") == path for o in app.find_all("text")))
    app.press("Return")


def bring_in(app, path, folder):
    source = os.path.join(folder, "assets.csv")
    with open(source, "w", encoding="utf-8") as f:
        f.write(ROWS)
    app.press("ctrl+i")
    choose_file(app, source)
    button = app.wait("push button", "Bring in 2 rows")
    assert app.find(None, "refused, each with its reason")
    tour.shot(app, "bring-in")
    assert "Tip shelter" not in rows(path), "nothing is saved before somebody says so"
    app.click(button)
    until("the rows in the file", lambda: "Tip shelter" in rows(path))
    app.press("ctrl+z")
    until("all rows taken back by one undo", lambda: "Meadow swings" not in rows(path))
    app.wait("push button", "Redo:")
    app.press("shift+ctrl+z")
    until("the rows again", lambda: "Meadow swings" in rows(path))


def give_out(app, folder):
    app.press("ctrl+p")
    save = app.wait("push button", "Save…")
    until("the page is drawn", lambda: app.find(None, "This is what prints") is not None)
    tour.shot(app, "give-out")
    app.click(save)
    out = os.path.join(folder, "page.pdf")
    choose_file(app, out)
    until("the page on the disk", lambda: os.path.exists(out) and os.path.getsize(out) > 10000)
    with open(out, "rb") as f:
        assert f.read(5) == b"%PDF-"
    app.press("Escape")


def open_place(app, name):
    app.press("ctrl+f")
    app.type(name)
    until("the place found", lambda: len([o for o in app.walk() if name in (o.get_name() or "")]) > 0)
    app.press("Down", "Return")
    app.wait("push button", "Change its shape")


def change_in_place(app, path):
    open_place(app, "Lock Cottage")
    change = app.wait("push button", "Change", exact=True)
    app.click(change)
    notes = until("the field", lambda: app.find("text", "What young people value here"))
    app.click(notes)
    app.press("ctrl+End")
    app.type(" Warm in winter.")
    until("kept as you type", lambda: "Warm in winter" in
          tour.command("history", path, "--json"))
    tour.shot(app, "place-changed")
    app.press("Escape")
    app.press("alt+Left")
    app.wait_gone("push button", "Change its shape")


try:
    tour.ready()
    with Desktop() as desk:
        folder = tempfile.mkdtemp(prefix="give.")
        path = tour.sample()
        app = tour.opened(desk.start("safer-places", path))
        tap.case("a place is changed where it stands", change_in_place, app, path)
        tap.case("a file comes in as one change, one undo", bring_in, app, path, folder)
        tap.case("a page for a meeting is saved in two clicks", give_out, app, folder)
except Skip as s:
    skip_all(s)
tap.finish()
