#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A place is added, drawn, read, changed and taken back, by keyboard alone and by pointer; what is
unfinished survives Escape and a kill."""

import os
import signal

import tour
from desktop import Desktop, Skip, Tap, skip_all, until

tap = Tap()


def names(path):
    return [line.split("\t")[1] for line in tour.command("list", path, "places").splitlines()[1:]]


def add_by_keys(app, path):
    """N, a name, Enter: two keys beside the letters of the name."""
    app.press("F6")
    focus_map(app)
    app.press("n")
    entry = app.wait("text", "What do people call it?")
    until("the caret in the name", lambda: app.has(entry, "focused"))
    app.type("Bus shelter")
    until("the kind is guessed", lambda: app.find(None, "suggested from the name"))
    tour.shot(app, "quick-log")
    app.press("Return")
    until("the place in the file", lambda: "Bus shelter" in names(path))


def focus_map(app):
    """The map takes the keys: clicked where no place stands."""
    found = until("the map", lambda: next((o for o in app.walk() if (o.get_name() or "")
                                           .startswith("Map of")), None))
    x, y, w, h = app.box(found)
    app.click_at(x + 12, y + h - 60)


def undo_and_redo(app, path):
    app.press("ctrl+z")
    until("the place taken back", lambda: "Bus shelter" not in names(path))
    app.wait("push button", "Redo:")
    app.press("shift+ctrl+z")
    until("the place again", lambda: "Bus shelter" in names(path))


def keep_the_draft(app, path):
    focus_map(app)
    app.press("n")
    app.wait("text", "What do people call it?")
    app.type("Half a thought")
    app.press("Escape")
    app.wait_gone("text", "What do people call it?")
    assert "Half a thought" not in names(path)
    focus_map(app)
    app.press("n")
    entry = app.wait("text", "What do people call it?")
    until("the draft", lambda: app.text(entry) == "Half a thought")
    app.press("ctrl+a", "BackSpace", "Escape")
    app.wait_gone("text", "What do people call it?")


def draw_by_keys(app, path):
    """Four corners with the arrows and Enter, Control and Enter, a name, Enter."""
    app.press("ctrl+n")
    app.click(app.wait("menu item", "Place, drawn"))
    app.wait("push button", "Finish shape")
    until("an empty area", lambda: app.find(None, "Area with 0 corners"))
    for keys in (("Return",), ("Right",) * 4 + ("Return",), ("Down",) * 4 + ("Return",),
                 ("Left",) * 4 + ("Return",)):
        app.press(*keys)
    until("four corners", lambda: app.find(None, "Area with 4 corners"))
    app.press("BackSpace")
    until("one taken back", lambda: app.find(None, "Area with 3 corners"))
    app.press("ctrl+z")
    until("and undone", lambda: app.find(None, "Area with 4 corners"))
    tour.shot(app, "drawing")
    app.press("ctrl+Return")
    entry = app.wait("text", "What do people call it?")
    until("the caret in the name", lambda: app.has(entry, "focused"))
    app.type("Old tip")
    app.press("Return")
    until("the area in the file", lambda: any(
        line.split("\t")[1] == "Old tip" and line.split("\t")[3] == "area"
        for line in tour.command("list", path, "places").splitlines()[1:]))


def draft_survives_a_kill(desk, app, path):
    app.press("ctrl+n")
    app.click(app.wait("menu item", "Place, drawn"))
    app.wait("push button", "Finish shape")
    app.press("Return", "Right", "Right", "Right", "Return", "Down", "Down", "Down", "Return")
    until("three corners", lambda: app.find(None, "Area with 3 corners"))
    # At most five seconds may be lost (security.md); the page keeps within one.
    until("the draft in the file", lambda: b"draft.shape" in content(path), 10)
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait()
    again = tour.opened(desk.start("safer-places", path))
    again.press("ctrl+n")
    again.click(again.wait("menu item", "Place, drawn"))
    until("the draft as it was left", lambda: again.find(None, "Your draft, as you left it"))
    again.press("Escape")
    again.wait_gone("push button", "Finish shape")


def content(path):
    text = b""
    for name in (path, path + "-wal"):
        if os.path.exists(name):
            with open(name, "rb") as f:
                text += f.read()
    return text


try:
    tour.ready()
    with Desktop() as desk:
        path = tour.sample()
        app = tour.opened(desk.start("safer-places", path))
        tap.case("a place is added with a key, a name and Enter", add_by_keys, app, path)
        tap.case("it is taken back and brought again", undo_and_redo, app, path)
        tap.case("a card that is left keeps its draft", keep_the_draft, app, path)
        tap.case("an area is drawn by keys alone", draw_by_keys, app, path)
        tap.case("an unfinished shape survives a kill", draft_survives_a_kill, desk, app, path)
except Skip as s:
    skip_all(s)
tap.finish()
