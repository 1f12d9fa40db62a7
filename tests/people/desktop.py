#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private, invisible desktop for tests, and hands and eyes to use it with.

    with Desktop() as desk:
        app = desk.start("safer-places", "town.saferplaces")
        app.press("ctrl+f")
        app.type("canal path")
        app.wait("list item", "Canal path")

Everything is private to one Desktop: X display, window manager, session bus, accessibility bus,
settings, home. Widgets are found by role and name as a screen reader finds them; pointer and keys
are real events. Nothing sleeps for an effect: `until` looks again until it is there or the limit
is reached. Run as a program it starts its arguments on such a desktop.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings

# Warnings end the programs under test, not the accessibility library in this process.
os.environ.pop("G_DEBUG", None)

LIMIT = float(os.environ.get("SAFER_TEST_LIMIT", "30"))
NEEDED = ("Xvfb", "xdotool", "xprop", "dbus-daemon", "openbox")

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=%(box)s</listen>
<auth>EXTERNAL</auth><servicedir>%(box)s/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class NotSeen(AssertionError):
    """Something that should have come to the screen did not come in time."""


class Skip(Exception):
    """This machine cannot run the test."""


def until(what, look, limit=None):
    """Looks again and again until look () gives something true, and returns it."""
    end = time.monotonic() + (limit or LIMIT)
    fault = None
    while True:
        try:
            seen = look()
            if seen:
                return seen
        except Exception as e:  # the tree changes under the reader: look again
            if isinstance(e, (Skip, KeyboardInterrupt)):
                raise
            fault = e
        if time.monotonic() > end:
            raise NotSeen("not seen: %s%s" % (what, " (%s)" % fault if fault else ""))
        time.sleep(0.05)


def missing():
    gone = [n for n in NEEDED if shutil.which(n) is None]
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        gone.append("gir1.2-atspi-2.0")
    return gone


class Desktop:
    def __init__(self, size="1280x800", lang="C.UTF-8", dark=False, font="Cantarell 11",
                 high_contrast=False, scale=1, warnings_fatal=True):
        self.size, self.lang, self.dark, self.font = size, lang, dark, font
        self.high_contrast, self.scale = high_contrast, scale
        self.warnings_fatal = warnings_fatal
        self.box = None
        self.children = []
        self.apps = []
        self.saved = None

    # -- the desktop ---------------------------------------------------------------------------

    def __enter__(self):
        gone = missing()
        if gone:
            raise Skip("missing: " + ", ".join(gone))
        self.saved = dict(os.environ)
        self.box = tempfile.mkdtemp(prefix="safer-desk.")
        try:
            self._bring_up()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _spawn(self, *argv, **more):
        more.setdefault("stdout", subprocess.DEVNULL)
        more.setdefault("stderr", subprocess.DEVNULL)
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, **more)
        self.children.append(child)
        return child

    def _bring_up(self):
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS",
                     "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE", "LANG"):
            os.environ.pop(name, None)
        read, write = os.pipe()
        self._spawn("Xvfb", "-displayfd", str(write), "-screen", "0", self.size + "x24",
                    "-nolisten", "tcp", "-noreset", pass_fds=(write,))
        os.close(write)
        number = b""
        while not number.endswith(b"\n"):
            piece = os.read(read, 16)
            if not piece:
                raise Skip("Xvfb did not start")
            number += piece
        os.close(read)
        home = os.path.join(self.box, "home")
        os.environ.update({
            "DISPLAY": ":" + number.decode().strip(),
            "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GDK_SCALE": str(self.scale),
            "GTK_A11Y": "atspi", "GSETTINGS_BACKEND": "memory", "LIBGL_ALWAYS_SOFTWARE": "1",
            "GTK_USE_PORTAL": "0", "ADW_DISABLE_PORTAL": "1", "GIO_USE_VFS": "local",
            "LC_ALL": self.lang, "LANGUAGE": self.lang.split(".")[0],
            "HOME": home, "XDG_CONFIG_HOME": home + "/.config",
            "XDG_DATA_HOME": home + "/.local/share", "XDG_CACHE_HOME": home + "/.cache",
            "XDG_STATE_HOME": home + "/.local/state", "XDG_RUNTIME_DIR": self.box + "/run",
        })
        if self.dark:
            os.environ["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        if self.high_contrast:
            os.environ["ADW_DEBUG_HIGH_CONTRAST"] = "1"
        os.makedirs(home + "/.config/gtk-4.0")
        os.mkdir(self.box + "/run", 0o700)
        os.mkdir(self.box + "/services")
        # The same font everywhere and no animation, so that pictures can be compared.
        with open(home + "/.config/gtk-4.0/settings.ini", "w") as f:
            f.write("[Settings]\ngtk-font-name=%s\ngtk-enable-animations=false\n" % self.font)
        a11y = "/usr/share/dbus-1/services/org.a11y.Bus.service"
        if os.path.exists(a11y):
            shutil.copy(a11y, self.box + "/services/")
        with open(self.box + "/bus.conf", "w") as f:
            f.write(BUS % {"box": self.box})
        bus = self._spawn("dbus-daemon", "--config-file=" + self.box + "/bus.conf", "--nofork",
                          "--print-address=1", stdout=subprocess.PIPE)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self._spawn("openbox", "--sm-disable")
        for launcher in ("/usr/libexec/at-spi-bus-launcher",
                         "/usr/lib/at-spi2-core/at-spi-bus-launcher"):
            if os.path.exists(launcher):
                self._spawn(launcher, "--launch-immediately")
                break
        until("the window manager", lambda: "0x" in self._x("xprop", "-root",
                                                            "_NET_SUPPORTING_WM_CHECK"))
        warnings.simplefilter("ignore")
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, Gio, GLib
        self.Atspi = Atspi
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        until("the accessibility bus", lambda: bus.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
            GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True))),
            None, 0, 2000, None) is not None)
        Atspi.init()

    def __exit__(self, kind, value, trace):
        for a in self.apps:
            a.end()
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if self.saved is not None:
            os.environ.clear()
            os.environ.update(self.saved)
        if self.box:
            shutil.rmtree(self.box, ignore_errors=True)
        return False

    @staticmethod
    def _x(*argv):
        return subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              check=False).stdout.decode()

    def windows(self):
        """Ids of the windows the window manager knows, oldest first."""
        return re.findall(r"0x[0-9a-f]+", self._x("xprop", "-root", "_NET_CLIENT_LIST"))

    def shot(self, path):
        """A picture of the whole display (PNG). Needs ImageMagick; without it nothing is made."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", "png:" + path], check=False)
        return path

    def start(self, program, *args, window=True, maximise=True, env=None, name=None):
        """Starts a program, as a path or as the name of one of ours, and waits for its window."""
        path = program if os.sep in program else find_program(program)
        app = App(self, path, [str(a) for a in args], env or {}, name or os.path.basename(path))
        self.apps.append(app)
        if window:
            app.wait_window(maximise)
        return app


class App:
    def __init__(self, desk, path, args, env, name):
        self.desk, self.name = desk, name
        self.log_path = tempfile.mktemp(prefix="log.", dir=desk.box)
        self.known = set(desk.windows())
        whole = dict(os.environ, **env)
        if desk.warnings_fatal:
            whole["G_DEBUG"] = "fatal-criticals"
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen([path] + args, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, env=whole, start_new_session=True)

    def log(self):
        with open(self.log_path, errors="replace") as f:
            return f.read()

    def complaints(self):
        """Lines of the program's log that are warnings or worse.

        Not the negative width that GTK 4.8 works out for a wrapped label of its own windows."""
        return [line for line in self.log().splitlines()
                if "reported min width -" not in line and re.search(r"(WARNING|CRITICAL|ERROR) \*\*|-(WARNING|CRITICAL|ERROR)", line)]

    def alive(self):
        return self.process.poll() is None

    def wait_window(self, maximise=True):
        def new():
            if not self.alive():
                raise Skip("the program ended: " + self.log()[-2000:]) \
                    if "annot open display" in self.log() else RuntimeError(
                        "the program ended with %s: %s" % (self.process.poll(), self.log()[-2000:]))
            return [w for w in self.desk.windows() if w not in self.known]
        self.window = until("a window of " + self.name, new)[0]
        if maximise:
            self.fill()
        until(self.name + " on the accessibility bus", lambda: self.root() is not None)
        return self

    def fill(self):
        """Makes the main window fill the display, so that window and display positions agree."""
        w, h = self.desk.size.split("x")
        subprocess.run(["xdotool", "windowactivate", self.window], check=False,
                       stderr=subprocess.DEVNULL)
        subprocess.run(["xdotool", "windowmove", self.window, "0", "0",
                        "windowsize", self.window, w, h], check=False)

    def quit(self, keys="ctrl+q", limit=60):
        """Closes the program as a person does and returns its exit status. The keys are pressed
        again while it stays: a window that is just changing focus may not hear the first."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            self.press(keys)
            try:
                return self.process.wait(8)
            except subprocess.TimeoutExpired:
                continue
        self.end()
        raise NotSeen("the program did not close on " + keys)

    def kill(self):
        """Ends the program at once, as a power cut does."""
        if self.alive():
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        if self.alive():
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()

    # -- what is on the screen -----------------------------------------------------------------

    def root(self):
        top = self.desk.Atspi.get_desktop(0)
        for i in range(top.get_child_count()):
            a = top.get_child_at_index(i)
            if a is not None and (a.get_process_id() == self.process.pid
                                  or a.get_name() == self.name):
                return a
        return None

    def walk(self, start=None):
        """Every accessible of the program, parents first."""
        start = start or self.root()
        if start is None:
            return
        todo = [start]
        while todo:
            o = todo.pop()
            yield o
            try:
                n = o.get_child_count()
            except Exception:
                continue
            kids = []
            for i in range(min(n, 2000)):
                try:
                    c = o.get_child_at_index(i)
                except Exception:
                    c = None
                if c is not None:
                    kids.append(c)
            todo.extend(reversed(kids))

    def find(self, role=None, name=None, within=None, visible=True, exact=False):
        """The first accessible of that role whose name holds (or is) that text, or None."""
        for o in self.walk(within):
            try:
                if self.matches(o, role, name, exact) and (not visible or self.visible(o)):
                    return o
            except Exception:
                continue
        return None

    def find_all(self, role=None, name=None, within=None, visible=True):
        return [o for o in self.walk(within) if self.matches(o, role, name, False)
                and (not visible or self.visible(o))]

    @staticmethod
    def matches(o, role, name, exact):
        if role is not None and o.get_role_name() not in (
                (role,) if isinstance(role, str) else role):
            return False
        if name is None:
            return True
        own = o.get_name() or ""
        if not own and o.get_role_name() == "menu item":
            # Later toolkits name an item of a menu through its label.
            kids = [o.get_child_at_index(i) for i in range(o.get_child_count())]
            own = " ".join(k.get_name() or "" for k in kids if k is not None).strip()
        return own == name if exact else name in own

    def visible(self, o):
        return o.get_state_set().contains(self.desk.Atspi.StateType.VISIBLE)

    def has(self, o, state):
        """Whether an accessible has a state: 'checked', 'pressed', 'focused', 'sensitive' ..."""
        return o.get_state_set().contains(getattr(self.desk.Atspi.StateType, state.upper()))

    def wait(self, role=None, name=None, within=None, limit=None, exact=False):
        what = "%s '%s'" % (role or "anything", name or "")
        try:
            return until(what, lambda: self.find(role, name, within, exact=exact), limit)
        except NotSeen:
            if not self.alive():
                raise NotSeen("%s; the program ended: %s" % (what, self.log()[-1500:]))
            raise

    def wait_gone(self, role=None, name=None, limit=None):
        until("no %s '%s'" % (role, name), lambda: self.find(role, name) is None, limit)

    def wait_text(self, text, limit=None):
        """Waits until any visible accessible shows that text, in its name or as its text."""
        def look():
            for o in self.walk():
                try:
                    if text in (o.get_name() or "") or text in (self.text(o) or ""):
                        return o
                except Exception:
                    continue
            return None
        return until("the text '%s'" % text, look, limit)

    def text(self, o):
        """The text of a label or entry, or None when it has none."""
        if o.get_text_iface() is None:
            return None
        n = self.desk.Atspi.Text.get_character_count(o)
        return self.desk.Atspi.Text.get_text(o, 0, n)

    def focused(self):
        for o in self.walk():
            try:
                if self.has(o, "focused") and o.get_role_name() not in ("frame", "application"):
                    return o
            except Exception:
                continue
        return None

    def dump(self, start=None, depth=60):
        """The tree as text, for messages."""
        lines = []

        def put(o, level):
            try:
                t = self.text(o)
                lines.append("%s%s %r%s%s" % (
                    "  " * level, o.get_role_name(), o.get_name(),
                    " text=%r" % t[:80] if t and t != o.get_name() else "",
                    "" if self.visible(o) else " [hidden]"))
                if level < depth:
                    for i in range(min(o.get_child_count(), 300)):
                        c = o.get_child_at_index(i)
                        if c is not None:
                            put(c, level + 1)
            except Exception as e:
                lines.append("  " * level + "(unreadable: %s)" % e)
        top = start or self.root()
        if top is not None:
            put(top, 0)
        return "\n".join(lines)

    # -- hands ---------------------------------------------------------------------------------

    def press(self, *keys):
        """Presses keys one after the other, in xdotool's names: 'ctrl+f', 'Tab', 'Return'."""
        for k in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", k], check=True)
            time.sleep(0.03)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", "--", text],
                       check=True)

    def act(self, o, action=0):
        """Does the accessible's own action, as a screen reader's user does."""
        self.desk.Atspi.Action.do_action(o, action)

    def set_text(self, o, text):
        self.desk.Atspi.EditableText.set_text_contents(o, text)

    def window_of(self, o):
        """The X window that an accessible lies in: by its frame's title, else the active one."""
        top = o
        while top is not None and top.get_role_name() not in ("frame", "dialog", "alert", "window"):
            top = top.get_parent()
        title = top.get_name() if top is not None else None
        for w in reversed(self.desk.windows()):
            if title and title in self.desk._x("xprop", "-id", w, "_NET_WM_NAME"):
                return w
        active = re.findall(r"0x[0-9a-f]+", self.desk._x("xprop", "-root", "_NET_ACTIVE_WINDOW"))
        return active[0] if active else self.window

    def _extents(self, o):
        return self.desk.Atspi.Component.get_extents(o, self.desk.Atspi.CoordType.WINDOW)

    def _popover_of(self, o):
        while o is not None:
            if re.match(r"Gtk(Tree)?Popover(Menu)?$", o.get_name() or ""):
                return o
            o = o.get_parent()
        return None

    def _popover_window(self):
        """x, y of the topmost popover: a window of the program without a frame."""
        for m in re.finditer(r"^     (0x[0-9a-f]+) \".*  (\d+)x(\d+)\+-?\d+\+-?\d+  "
                             r"\+(-?\d+)\+(-?\d+)$",
                             self.desk._x("xwininfo", "-root", "-tree"), re.M):
            if int(m.group(2)) > 1 and "IsViewable" in self.desk._x("xwininfo", "-id", m.group(1)):
                return int(m.group(4)), int(m.group(5))
        return None

    def box(self, o):
        """x, y, width, height of an accessible on the display."""
        e = self._extents(o)
        popover = self._popover_of(o)
        if popover is not None:
            # A popover is a window of its own; GTK counts from the widget that it belongs to.
            at, base = self._popover_window(), self._extents(popover.get_parent())
            if at is not None:
                return at[0] + e.x - base.x, at[1] + e.y - base.y, e.width, e.height
        lines = self.desk._x("xdotool", "getwindowgeometry", "--shell", self.window_of(o))
        at = dict(p.split("=") for p in lines.split() if "=" in p)
        return e.x + int(at.get("X", 0)), e.y + int(at.get("Y", 0)), e.width, e.height

    def centre(self, o):
        x, y, w, h = self.box(o)
        return x + w // 2, y + h // 2

    def point(self, x, y):
        subprocess.run(["xdotool", "mousemove", str(int(x)), str(int(y))], check=True)

    def click(self, o, button=1, times=1):
        self.click_at(*self.centre(o), button=button, times=times)

    def click_at(self, x, y, button=1, times=1):
        self.point(x, y)
        time.sleep(0.05)
        subprocess.run(["xdotool", "click", "--repeat", str(times), "--delay", "60", str(button)],
                       check=True)

    def drag(self, x1, y1, x2, y2):
        self.point(x1, y1)
        time.sleep(0.05)
        subprocess.run(["xdotool", "mousedown", "1"], check=True)
        for i in range(1, 11):
            self.point(x1 + (x2 - x1) * i / 10, y1 + (y2 - y1) * i / 10)
            time.sleep(0.03)
        time.sleep(0.25)  # a release in motion would throw the map on
        subprocess.run(["xdotool", "mouseup", "1"], check=True)

    def scroll(self, x, y, steps):
        """Wheel steps at a position; up is positive."""
        self.point(x, y)
        subprocess.run(["xdotool", "click", "--repeat", str(abs(steps)), "--delay", "60",
                        "4" if steps > 0 else "5"], check=True)

    def shot(self, path):
        return self.desk.shot(path)

    # -- what every window must hold -----------------------------------------------------------

    def nameless(self):
        """Focusable accessibles without a name or with no telling role (security.md 10.2)."""
        bad = []
        for o in self.walk():
            try:
                role = o.get_role_name()
                if not self.has(o, "focusable") or not self.visible(o):
                    continue
                if role in ("application", "frame", "dialog", "window", "alert"):
                    continue
                # A scrolled area takes the focus only to be scrolled by keys; its role says it all.
                if role == "scroll pane":
                    continue
                if self.toolkits_own(o, role):
                    continue
                # GTK 4.8 has no name for a row of a list: it is named through its children.
                if role in ("list item", "menu item", "table row", "table cell", "row"):
                    if any((c.get_name() or "").strip() or self.text(c) for c in self.walk(o)):
                        continue
                name = (o.get_name() or "").strip()
                # GTK gives the name of the class where nobody gave one.
                if not name or role in ("unknown", "invalid") or \
                        re.match(r"(Gtk|Gdk|Adw|Shumate|Safer)[A-Z]\w*$", name):
                    bad.append("%s %r in %s" % (role, name, self.path_of(o)))
            except Exception:
                continue
        return bad

    def toolkits_own(self, o, role):
        """Inner parts of the toolkit's own composite widgets, which nobody can name from outside.

        The button and rows inside a drop-down that has a name; what the keys, preferences
        and about windows are made of; the title that an expander shows; a label without a word."""
        own = o.get_name() or ""
        if role == "label" and not (self.text(o) or "").strip():
            return True
        if own in ("GtkExpander", "GtkListItemWidget"):
            return True
        up = o.get_parent()
        for _ in range(40):
            if up is None:
                return False
            if up.get_role_name() == "combo box" and up.get_name():
                return True
            if up.get_role_name() == "frame":
                if "About" in up.get_name() or up.get_name() in ("GtkShortcutsWindow", "Keys"):
                    return True
                return up.get_name() == "Preferences" and own in (
                    "GtkLabel", "GtkSearchEntry", "GtkListBox", "")
            up = up.get_parent()
        return False

    @staticmethod
    def path_of(o):
        steps = []
        while o is not None and len(steps) < 8:
            steps.append("%s'%s'" % (o.get_role_name(), (o.get_name() or "")[:20]))
            o = o.get_parent()
        return " < ".join(steps)


def find_program(name):
    """One of the project's own programs in the build folder."""
    build = os.environ.get("SAFER_BUILD_DIR", "_build")
    for folder, _, files in os.walk(build):
        if name in files and os.access(os.path.join(folder, name), os.X_OK):
            return os.path.join(folder, name)
    raise Skip("%s is not built" % name)


class Tap:
    """Runs functions as TAP cases: the doc line, or the name, is the sentence of the case."""

    def __init__(self):
        self.number = self.failed = 0

    def case(self, sentence, function, *args):
        self.number += 1
        try:
            function(*args)
        except Skip as s:
            print("ok %d - %s # SKIP %s" % (self.number, sentence, str(s).replace("\n", " ")))
        except Exception as e:
            self.failed += 1
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print("not ok %d - %s: %s" % (self.number, sentence, str(e).split("\n")[0]))
        else:
            print("ok %d - %s" % (self.number, sentence))
        sys.stdout.flush()

    def finish(self):
        print("1..%d" % self.number)
        sys.exit(1 if self.failed else 0)


def skip_all(why):
    print("1..0 # SKIP " + str(why).replace("\n", " "))
    sys.exit(0)


def main(argv):
    if len(argv) < 2:
        print("usage: desktop.py PROGRAM [ARGUMENT...]", file=sys.stderr)
        return 2
    try:
        with Desktop():
            return subprocess.run(argv[1:], check=False).returncode
    except Skip as s:
        print("1..0 # SKIP " + str(s))
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
