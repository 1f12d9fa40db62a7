#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desktop file, metadata, settings, file type, icons, manual pages and translations are valid."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

SOURCE = os.environ.get("SAFER_SOURCE_DIR") or os.path.join(os.path.dirname(__file__), "..", "..")
BUILD = os.environ.get("SAFER_BUILD_DIR") or os.path.join(SOURCE, "_build")
APP = "io.github.saferplaces.SaferPlaces"
DATA = os.path.join(SOURCE, "data")


class Skip(Exception):
    pass


def tool(*argv, **more):
    """Runs another program on a file; what it says is the message when it refuses."""
    if shutil.which(argv[0]) is None:
        raise Skip("no " + argv[0])
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          **more)
    said = done.stdout.decode(errors="replace")
    assert done.returncode == 0, "%s: %s" % (argv[0], said)
    return said


def built(name):
    path = os.path.join(BUILD, "data", name)
    assert os.path.exists(path), path + " was not built"
    return path


def desktop_file():
    said = tool("desktop-file-validate", built(APP + ".desktop"))
    assert "error" not in said and "warning" not in said, said


def desktop_file_names_what_is_there():
    text = open(built(APP + ".desktop"), encoding="utf-8").read()
    assert "Icon=%s\n" % APP in text
    assert "MimeType=application/vnd.saferplaces;" in text
    assert re.search(r"^Exec=safer-places %f$", text, re.M)


def metainfo():
    tool("appstreamcli", "validate", "--no-net", "--pedantic", built(APP + ".metainfo.xml"))


def metainfo_has_the_version():
    wanted = re.search(r"^\s*version: '([^']+)'", open(os.path.join(SOURCE, "meson.build"),
                                                       encoding="utf-8").read(), re.M).group(1)
    first = ET.parse(built(APP + ".metainfo.xml")).find("releases/release").get("version")
    assert first == wanted, "newest release %s, version %s" % (first, wanted)


def schema():
    tool("glib-compile-schemas", "--strict", "--dry-run", DATA)


def schema_keeps_no_places():
    # Security 5.5: nothing that was recorded or looked at may lie in the settings.
    keys = {k.get("name"): k for k in
            ET.parse(os.path.join(DATA, APP + ".gschema.xml")).iter("key")}
    assert keys["remember-recent"].find("default").text == "false"
    for name in keys:
        assert not re.search(r"centre|extent|position|search|filter|place|zoom", name), name


def file_type():
    tool("xmllint", "--noout", os.path.join(DATA, APP + ".mime.xml"))


def file_type_is_recognised():
    if shutil.which("update-mime-database") is None or shutil.which("gio") is None:
        raise Skip("no update-mime-database or gio")
    with tempfile.TemporaryDirectory() as box:
        os.makedirs(box + "/mime/packages")
        system = "/usr/share/mime/packages/freedesktop.org.xml"
        if not os.path.exists(system):
            raise Skip("no shared-mime-info")
        shutil.copy(system, box + "/mime/packages/")
        shutil.copy(os.path.join(DATA, APP + ".mime.xml"), box + "/mime/packages/")
        tool("update-mime-database", box + "/mime")
        head = b"SQLite format 3\0" + bytes(52) + magic() + bytes(440)
        env = dict(os.environ, XDG_DATA_HOME=box, XDG_DATA_DIRS=box)
        for name, content, wanted in (
                ("a-town.saferplaces", head, "application/vnd.saferplaces"),
                ("no-suffix", head, "application/vnd.saferplaces"),
                ("other.sqlite", head[:68] + b"GPKG" + head[72:], "application/")):
            path = os.path.join(box, name)
            with open(path, "wb") as f:
                f.write(content)
            said = tool("gio", "info", "-a", "standard::content-type", path, env=env)
            assert wanted in said, said
            assert ("saferplaces" in wanted) == ("vnd.saferplaces" in said), said


def magic():
    """The four bytes of the file type description."""
    text = open(os.path.join(DATA, APP + ".mime.xml"), encoding="utf-8").read()
    return re.search(r'offset="68" value="(....)"', text).group(1).encode()


def file_type_is_the_stores_own():
    cli = os.path.join(BUILD, "src", "tools", "cli", "safer-places-cli")
    if not os.path.exists(cli):
        raise Skip("the command line is not built")
    with tempfile.TemporaryDirectory() as box:
        path = os.path.join(box, "new.saferplaces")
        tool(cli, "new", path, "--name", "Test")
        with open(path, "rb") as f:
            head = f.read(100)
        assert head[68:72] == magic(), "the file says %r, the file type %r" % (head[68:72], magic())


def icons():
    for path, size in (("scalable/apps/%s.svg" % APP, 128),
                       ("symbolic/apps/%s-symbolic.svg" % APP, 16)):
        root = ET.parse(os.path.join(DATA, "icons", "hicolor", path)).getroot()
        assert root.get("width") == root.get("height") == str(size), path
        text = ET.tostring(root, encoding="unicode")
        assert "href" not in text and "<image" not in text, path + " refers to something outside"


def manual_pages():
    for name in sorted(os.listdir(os.path.join(DATA, "man"))):
        said = tool("groff", "-man", "-Tutf8", "-ww", "-z", os.path.join(DATA, "man", name))
        assert not said.strip(), name + ": " + said


def translations():
    for language in linguas():
        tool("msgfmt", "--check", "-o", os.devnull,
             os.path.join(DATA, "po", language + ".po"))


def translations_are_found():
    cli = os.path.join(BUILD, "src", "tools", "cli", "safer-places-cli")
    if not os.path.exists(cli):
        raise Skip("the command line is not built")
    done = subprocess.run([cli, "info", "/there-is-none"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False,
                          env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="cy"))
    if "Nid oes ffeil" not in done.stderr.decode():
        # Later C libraries translate nothing in C.UTF-8, and there may be no other language here.
        names = subprocess.run(["locale", "-a"], stdout=subprocess.PIPE, check=False).stdout.decode()
        if not re.search(r"^[a-z]{2}_", names, re.M) and "C" in names:
            raise Skip("only the locale C is there")
    assert "Nid oes ffeil" in done.stderr.decode(), done.stderr.decode()


def linguas():
    with open(os.path.join(DATA, "po", "LINGUAS"), encoding="utf-8") as f:
        return [line.strip() for line in f if line.strip() and not line.startswith("#")]


def flatpak_manifest():
    path = os.path.join(SOURCE, "flatpak", APP + ".yml")
    if not os.path.exists(path):
        raise Skip("no manifest")
    said = tool("flatpak-builder", "--show-manifest", path)
    assert "Unknown property" not in said, said


def flatpak_gives_no_network_and_no_home():
    path = os.path.join(SOURCE, "flatpak", APP + ".yml")
    if not os.path.exists(path):
        raise Skip("no manifest")
    text = "\n".join(line.split("#")[0] for line in open(path, encoding="utf-8"))
    for word in ("--share=network", "--filesystem", "--device=all", "--socket=session-bus",
                 "--socket=system-bus"):
        assert word not in text, word


CASES = [
    ("the desktop file is valid", desktop_file),
    ("the desktop file names the program, icon and file type", desktop_file_names_what_is_there),
    ("the metadata are valid", metainfo),
    ("the metadata tell of the version being built", metainfo_has_the_version),
    ("the settings schema is valid", schema),
    ("the settings hold no place and remember no file unasked", schema_keeps_no_places),
    ("the file type description is well-formed", file_type),
    ("the desktop recognises our files, and only ours", file_type_is_recognised),
    ("a new file carries the id the file type asks for", file_type_is_the_stores_own),
    ("the icons stand alone", icons),
    ("the manual pages are typeset without complaint", manual_pages),
    ("the translations are well-formed", translations),
    ("a translation is found and used", translations_are_found),
    ("the Flatpak manifest is understood", flatpak_manifest),
    ("the Flatpak gives no network and no home folder", flatpak_gives_no_network_and_no_home),
]

failed = 0
print("1..%d" % len(CASES))
for number, (sentence, case) in enumerate(CASES, 1):
    try:
        case()
    except Skip as s:
        print("ok %d - %s # SKIP %s" % (number, sentence, s))
    except Exception as e:
        failed = 1
        print("\n".join("# " + line for line in str(e).splitlines()))
        print("not ok %d - %s" % (number, sentence))
    else:
        print("ok %d - %s" % (number, sentence))
sys.exit(failed)
