# SPDX-License-Identifier: GPL-3.0-or-later
"""What every journey needs: a sample partnership made anew, ways round the window, and pictures.

Pictures are kept where SAFER_SHOTS points, when it is set; else none is."""

import os
import subprocess
import tempfile

from desktop import NotSeen, Skip, find_program, until

SHOTS = os.environ.get("SAFER_SHOTS")


def command(*argv, json=False):
    """Runs the command line and returns what it prints; it has to succeed."""
    done = subprocess.run([find_program("safer-places-cli"), *argv] + (["--json"] if json else []),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, "%s: %s" % (argv[0], done.stderr.decode(errors="replace")[-800:])
    return done.stdout.decode()


def ready():
    """Both programs are there, or the whole test is skipped."""
    find_program("safer-places")
    find_program("safer-places-cli")


def sample(folder=None):
    """The path of a sample partnership of one's own."""
    folder = folder or tempfile.mkdtemp(prefix="town.")
    path = os.path.join(folder, "tamberley.saferplaces")
    command("new", path, "--sample")
    return path


def shot(app, name):
    if SHOTS:
        os.makedirs(SHOTS, exist_ok=True)
        app.shot(os.path.join(SHOTS, name + ".png"))


def opened(app, title="Tamberley"):
    """Waits until the partnership is on the screen: the list of places has something in it."""
    until("the partnership", lambda: app.find("list item") or app.find("table row")
          or app.find(None, "Alder Park"), 60)
    return app


def menu(app, label):
    """Chooses from the main menu, by keyboard and the menu item's own action."""
    app.press("F10")
    item = app.wait("menu item", label, limit=8)
    app.click(item)
    return item


def close_front(app):
    """Closes what lies in front: Escape, as everywhere on the desktop."""
    app.press("Escape")


__all__ = ["NotSeen", "Skip", "close_front", "command", "menu", "opened", "ready", "sample", "shot"]
