#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real partnership from real open data, by the command line, looked at with other programs.

Counts come from the sources themselves, read with Python's json; the file and the export are read
with ogrinfo, the pages with pdfinfo, pdftotext and qpdf."""

import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET

from desktop import Skip, Tap, find_program, skip_all

DATA = os.environ.get("SAFER_SHARED_DATA", "")
tap = Tap()
try:
    CLI = find_program("safer-places-cli")
except Skip as s:
    skip_all(s)
if not os.path.isdir(DATA):
    skip_all("the public map data are not beside the checkout")
for command in ("import",):
    if subprocess.run([CLI, command, "--help"], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL, check=False).returncode:
        skip_all("the command %s is not there yet" % command)

box = tempfile.TemporaryDirectory()
FILE = os.path.join(box.name, "bath.saferplaces")
BEFORE = {}


def data(path):
    return os.path.join(DATA, path)


def features(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(data(path), "rt", encoding="utf-8") as f:
        return json.load(f)["features"]


def cli(*argv, status=0):
    done = subprocess.run([CLI, *argv, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    said = done.stderr.decode(errors="replace")
    assert done.returncode == status, "%s: exit %d: %s %s" % (
        " ".join(argv[:3]), done.returncode, said[-600:], done.stdout.decode()[-600:])
    assert "CRITICAL" not in said and "WARNING" not in said, said[-600:]
    return json.loads(done.stdout)


def offers(command):
    """Leaves the case out while a command is not there yet."""
    if subprocess.run([CLI, command, "--help"], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL, check=False).returncode:
        raise Skip("no command " + command)


def other(*argv):
    if shutil.which(argv[0]) is None:
        raise Skip("no " + argv[0])
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode(errors="replace")
    assert done.returncode == 0, "%s: %s" % (argv[0], text[-600:])
    return text


def counts():
    return cli("info", FILE)["counts"]


def balanced(answer):
    assert answer["read"] == answer["accepted"] + answer["rejected"], answer
    assert answer["accepted"] == answer["added"] + answer["updated"] + answer["unchanged"], answer


def makes_it():
    answer = cli("new", FILE, "--name", "Bath and North East Somerset")
    assert answer["name"] == "Bath and North East Somerset"
    assert answer["counts"]["places"] == 0


def boundaries_come_in():
    path = "boundaries/bath-and-north-east-somerset-wards.geojson"
    answer = cli("import", FILE, data(path), "--as", "boundaries")
    balanced(answer)
    assert answer["accepted"] == len(features(path)), answer
    assert counts()["boundaries"] == answer["accepted"]


def streets_come_in():
    path = "council/bath-os-roads.geojson.gz"
    cli("import", FILE, data(path), "--as", "basemap")
    base = cli("info", FILE)["basemap"]
    assert base and base["features"] >= 0.4 * len(features(path)), base  # pieces of one road are joined
    assert counts()["places"] == 0


SOURCES = [
    ("council/bath-parks-and-recreation-grounds.geojson", "site_name"),
    ("council/bath-play-spaces-children.geojson", "site_name"),
    ("council/bath-play-spaces-youth.geojson", "site_name"),
    ("council/bath-local-shops.geojson", "street"),
    ("council/bath-secondary-schools.geojson", "establis00"),
    ("council/bath-rail-stations.geojson", "distname"),
]


def places_come_in():
    total = 0
    for path, name in SOURCES:
        rows = features(path)
        named = sum(1 for f in rows if str(f["properties"].get(name) or "").strip())
        answer = cli("import", FILE, data(path), "--as", "places", "--map", "name=" + name)
        balanced(answer)
        assert answer["read"] == len(rows), (path, answer["read"], len(rows))
        why = {r["reason"] for r in answer["rejects"]}
        assert why <= {"no_name", "may_identify", "duplicate_id"}, (path, why)
        assert answer["accepted"] <= named
        if "may_identify" not in why:
            assert answer["accepted"] == named, (path, answer["accepted"], named)
        total += answer["accepted"]
    assert counts()["places"] == total, (counts()["places"], total)


def the_same_again_changes_nothing():
    path, name = SOURCES[0]
    before = cli("info", FILE)["revision"]
    answer = cli("import", FILE, data(path), "--as", "places", "--map", "name=" + name)
    assert answer["added"] == answer["updated"] == 0 and answer["unchanged"] == answer["accepted"]
    assert answer["change"] is None
    assert cli("info", FILE)["revision"] == before


def an_import_is_one_step_back():
    before = counts()["places"]
    cli("undo", FILE)
    stations = len(features(SOURCES[-1][0]))
    assert counts()["places"] == before - stations, (before, counts())
    cli("redo", FILE)
    assert counts()["places"] == before


def list_and_map_agree():
    answer = cli("list", FILE, "places", "--limit", "10000")
    assert answer["total"] == counts()["places"] == len(answer["rows"])
    names = [r["name"] for r in answer["rows"]]
    assert any("Royal Victoria Park" in n for n in names), names[:5]
    row = next(r for r in answer["rows"] if "Royal Victoria Park" in r["name"])
    # Royal Victoria Park lies about 51.386 N, 2.372 W.
    assert abs(row["lon"] + 2.372) < 0.01 and abs(row["lat"] - 51.386) < 0.01, row
    assert row["geometry"] == "area" and row["ward"], row


def a_page_for_a_meeting():
    offers("map")
    pdf = os.path.join(box.name, "bath.pdf")
    answer = cli("map", FILE, pdf, "--title", "Bath: spaces and places", "--paper", "A3",
                 "--landscape", "--date", "2026-10-12")
    assert answer["audience"] == "internal"
    assert {c["no"] for c in answer["cautions"]} & {"C04", "C05", "C13", "C37"}, answer["cautions"]
    other("qpdf", "--check", pdf)
    info = other("pdfinfo", pdf)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info)
    # A3: 420 x 297 mm = 1190.55 x 841.89 points.
    assert abs(float(size.group(1)) - 1190.55) < 1 and abs(float(size.group(2)) - 841.89) < 1
    text = other("pdftotext", "-layout", pdf, "-")
    for wanted in ("Bath: spaces and places", "12 Oct", "m"):
        assert wanted in text, wanted
    again = os.path.join(box.name, "again.pdf")
    cli("map", FILE, again, "--title", "Bath: spaces and places", "--paper", "A3", "--landscape",
        "--date", "2026-10-12")
    with open(pdf, "rb") as a, open(again, "rb") as b:
        assert a.read() == b.read(), "the same input made other bytes"


def a_page_of_one_ward():
    offers("map")
    svg = os.path.join(box.name, "ward.svg")
    cli("map", FILE, svg, "--ward", "Widcombe", "--paper", "A4")
    ET.parse(svg)
    png = os.path.join(box.name, "ward.png")
    cli("map", FILE, png, "--ward", "Widcombe")
    with open(png, "rb") as f:
        assert f.read(8) == b"\x89PNG\r\n\x1a\n"
    answer = cli("map", FILE, os.path.join(box.name, "no.png"), "--ward", "Nowhere", status=1)
    assert answer["error"]["code"] == "not_found" and answer["error"]["cure"], answer
    assert not os.path.exists(os.path.join(box.name, "no.png"))


def other_programs_read_the_file():
    text = other("ogrinfo", "-so", "-al", FILE)
    found = dict(re.findall(r"Layer name: (\S+)\n(?:.*\n)*?Feature Count: (\d+)", text))
    assert "places" in " ".join(found), list(found)
    assert any(int(n) == counts()["places"] for l, n in found.items() if "places" in l), found


def other_programs_read_the_export():
    offers("export")
    for suffix in ("gpkg", "geojson", "csv", "kml", "shp"):
        out = os.path.join(box.name, "bath-out." + suffix)
        answer = cli("export", FILE, out)
        assert answer["records"]["places"] == counts()["places"], (suffix, answer["records"])
        for path, digest in answer["sha256"].items():
            said = other("sha256sum", path)
            assert said.startswith(digest), path
        if suffix in ("gpkg", "geojson"):
            text = other("ogrinfo", "-so", "-al", out)
            found = [int(n) for n in re.findall(r"Feature Count: (\d+)", text)]
            assert counts()["places"] in found, (suffix, found)


def another_audience_is_refused():
    offers("export")
    out = os.path.join(box.name, "public.geojson")
    answer = cli("export", FILE, out, "--audience", "public", status=1)
    assert answer["error"]["code"] in ("unsupported", "stopped", "refused"), answer
    assert not os.path.exists(out)


def it_is_whole_and_can_be_restored():
    answer = cli("check", FILE)
    assert answer["ok"], answer
    copy, back = os.path.join(box.name, "copy.saferplaces"), os.path.join(box.name, "back.saferplaces")
    cli("backup", FILE, copy)
    cli("restore", copy, back)
    assert cli("info", back)["counts"] == counts()
    assert cli("check", back)["ok"]


def history_names_each_import():
    changes = cli("history", FILE)["changes"]
    imports = [c for c in changes if c.get("source")]
    assert len(imports) >= len(SOURCES) + 1, [c["what"] for c in changes]
    for c in imports:
        assert re.fullmatch(r"[0-9a-f]{64}", c["sha256"]), c
        assert not c.get("fields"), "an import has no row of history for each record"


tap.case("a partnership is made", makes_it)
tap.case("wards come in as boundaries", boundaries_come_in)
tap.case("streets come in as a base map", streets_come_in)
tap.case("parks, play spaces, shops, schools and stations come in", places_come_in)
tap.case("the same source again changes nothing", the_same_again_changes_nothing)
tap.case("an import is one step back and forward", an_import_is_one_step_back)
tap.case("the list holds what came in, where it is", list_and_map_agree)
tap.case("a page for a meeting is printed, the same bytes each time", a_page_for_a_meeting)
tap.case("a page of one ward; an unknown ward is told", a_page_of_one_ward)
tap.case("ogrinfo reads the partnership's file", other_programs_read_the_file)
tap.case("ogrinfo reads what was given out", other_programs_read_the_export)
tap.case("another audience is refused", another_audience_is_refused)
tap.case("the file is whole; a backup comes back", it_is_whole_and_can_be_restored)
tap.case("the history names each import", history_names_each_import)
tap.finish()
