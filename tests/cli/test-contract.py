#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's contract: words, exit codes, one JSON object. Outputs are read back with
other programs (ogrinfo, pdftotext, sqlite3's own module)."""
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

CLI = os.path.join(os.environ["SAFER_BUILD_DIR"], "src/tools/cli/safer-places-cli")
WORDS = ("places links boundaries features audits guardians observations voices effort actions "
         "plans meetings gaps profiles").split()
HOME = tempfile.mkdtemp(prefix="safer-cli-")


def cli(*words, status=0, by="Sam, Youth service"):
    extra = ["--by", by] if by and words[0] in ("new", "import", "undo", "redo") else []
    done = subprocess.run([CLI, *words, *extra], capture_output=True, timeout=120)
    assert done.returncode == status, (words, done.returncode, done.stdout[-800:], done.stderr[-800:])
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def ask(*words, status=0, **more):
    out, _ = cli(*words, "--json", status=status, **more)
    assert out.endswith("\n") and out.count("\n") == 1, out[:200]
    return json.loads(out)


def path(name):
    return os.path.join(HOME, name)


def digest(name):
    with open(name, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def write(name, text, encoding="utf-8"):
    with open(path(name), "wb") as f:
        f.write(text.encode(encoding))
    return path(name)


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def square(lon, lat, size=0.01):
    return {"type": "Polygon", "coordinates": [[[lon, lat], [lon + size, lat], [lon + size, lat + size],
                                                [lon, lat + size], [lon, lat]]]}


def collection(name, *features):
    return write(name, json.dumps({"type": "FeatureCollection", "features": list(features)}))


def new_town(name):
    """Two wards side by side, three places (one in each ward, one on the shared edge), one off the map."""
    town = path(name)
    ask("new", town, "--name", "Test town")
    wards = collection(name + "-wards.geojson",
                       feature(square(-2.40, 51.38), id="w1", name="Westside", code="W1"),
                       feature(square(-2.39, 51.38), id="w2", name="Eastside", code="E1"))
    places = collection(name + "-places.geojson",
                        feature(point(-2.395, 51.385), id="p1", name="Zebra Park", kind="park", tags="evening, river"),
                        feature(point(-2.385, 51.385), id="p2", name="åpen shop", kind="convenience_shop"),
                        feature(point(-2.39, 51.385), id="p3", name="Middle Lane", kind="street"),
                        feature(None, id="p4", name="A group chat", kind="messaging"))
    ask("import", town, wards, "--as", "boundaries", "--map", "source_id=id")
    answer = ask("import", town, places, "--as", "places", "--map", "source_id=id")
    return town, places, answer


# -- words and exit codes ---------------------------------------------------------------------------

def test_help_and_version_exit_0():
    assert "import" in cli("--help", by=None)[0]
    assert re.match(r"safer-places-cli \d", cli("--version", by=None)[0])
    for command in "new info import list export map undo redo history check backup restore".split():
        assert command in cli(command, "--help", by=None)[0]


def test_wrong_words_exit_2_and_write_nothing():
    town = path("never.saferplaces")
    for words in (["nonsense", town], ["new"], ["new", town, "--nonsense"], ["new", town, "--name"],
                  ["new", town, "more"], ["list", town], ["new", town, "--sample=yes"]):
        out, err = cli(*words, status=2, by=None)
        assert out == "" and err
    assert not os.path.exists(town)
    ask("new", town)
    cli("list", town, "children", status=2, by=None)
    cli("list", town, "places", "--limit", "many", status=2, by=None)
    cli("list", town, "places", "--extent", "1,2,3", status=2, by=None)


def test_options_stand_anywhere_and_both_spellings_work():
    town = path("anywhere.saferplaces")
    out, _ = cli("new", "--name=A b", town, "--json", by=None)
    assert json.loads(out)["name"] == "A b"
    odd = path("--odd.saferplaces")
    here = os.getcwd()
    os.chdir(HOME)
    try:
        cli("new", "--", "--odd.saferplaces", by=None)
    finally:
        os.chdir(here)
    assert os.path.exists(odd)


def test_errors_are_one_json_object_with_a_cure():
    answer = ask("info", path("missing.saferplaces"), status=1)
    assert answer["error"]["code"] == "not_found" and answer["error"]["message"] and answer["error"]["cure"]
    other = write("other.saferplaces", "this is no partnership")
    assert ask("info", other, status=1)["error"]["code"] == "not_ours"
    empty = write("empty.saferplaces", "")
    assert ask("info", empty, status=1)["error"]["code"] == "not_ours"


# -- new, info --------------------------------------------------------------------------------------------

def test_new_makes_a_file_and_never_overwrites():
    town = path("new.saferplaces")
    answer = ask("new", town, "--name", "Tâmberley & co")
    assert answer["name"] == "Tâmberley & co"
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer["id"])
    assert set(answer) == {"name", "id", "format", "revision", "counts", "off_map", "in_bin", "extent", "plane",
                           "basemap", "writable"}
    assert set(answer["format"]) == {"version", "min_reader", "min_writer"}
    for member in ("counts", "off_map", "in_bin"):
        assert list(answer[member]) == WORDS and not any(answer[member].values())
    assert answer["extent"] is None and answer["basemap"] is None and answer["plane"] == "EPSG:27700"
    before = digest(town)
    assert ask("new", town, status=1)["error"]["code"] == "exists"
    assert digest(town) == before


def test_looking_changes_nothing():
    town, _, _ = new_town("looking.saferplaces")
    before = digest(town)
    ask("info", town)
    ask("list", town, "places")
    ask("history", town)
    ask("check", town)
    assert digest(town) == before
    assert not [f for f in os.listdir(HOME) if f.startswith("looking.saferplaces-wal")]


# -- import, list ---------------------------------------------------------------------------------------------

def test_import_answers_for_every_row():
    town, places, answer = new_town("import.saferplaces")
    assert (answer["read"], answer["accepted"], answer["rejected"]) == (4, 4, 0)
    assert (answer["added"], answer["updated"], answer["unchanged"], answer["off_map"]) == (4, 0, 0, 1)
    assert answer["crs"] == "EPSG:4326" and answer["axes"] == "xy" and not answer["dry_run"]
    again = ask("import", town, places, "--as", "places", "--map", "source_id=id")
    assert (again["added"], again["updated"], again["unchanged"], again["change"]) == (0, 0, 4, None)
    revision = ask("info", town)["revision"]
    collection("import.saferplaces-places.geojson",
               feature(point(-2.395, 51.385), id="p1", name="Zebra Gardens", kind="park"),
               feature(point(-2.385, 51.385), id="p2", name="åpen shop", kind="convenience_shop"),
               feature(point(-2.36, 51.38), id="p5", name="New square", kind="town_square"))
    third = ask("import", town, places, "--as", "places", "--map", "source_id=id")
    assert (third["read"], third["added"], third["updated"], third["unchanged"]) == (3, 1, 1, 1), third
    assert ask("info", town)["revision"] == revision + 1
    names = [row["name"] for row in ask("list", town, "places")["rows"]]
    assert "Zebra Gardens" in names and "Zebra Park" not in names and len(names) == 5


def test_equal_rows_without_an_id_stay_apart_and_are_known_again():
    town = path("equal.saferplaces")
    ask("new", town)
    source = write("equal.csv", "name,lon,lat\nBench,-2.36,51.38\nBench,-2.36,51.38\nSeat,-2.37,51.38\n")
    assert ask("import", town, source, "--as", "places", "--crs", "EPSG:4326")["added"] == 3
    again = ask("import", town, source, "--as", "places", "--crs", "EPSG:4326")
    assert (again["added"], again["unchanged"], again["change"]) == (0, 3, None)
    assert ask("info", town)["counts"]["places"] == 3


def test_refused_rows_are_listed_and_saved():
    town = path("refused.saferplaces")
    ask("new", town)
    source = write("refused.csv", "name,lon,lat,reviewed_on\n"
                                  "Good,-2.36,51.38,3/10/2026\n"
                                  ",-2.36,51.38,\n"
                                  "Bad day,-2.36,51.38,32/10/2026\n"
                                  "Far out,-2.36,151.38,\n"
                                  "Nowhere,,,\n")
    rejects = path("rejects.csv")
    answer = ask("import", town, source, "--as", "places", "--crs", "EPSG:4326", "--rejects", rejects)
    assert (answer["read"], answer["accepted"], answer["rejected"]) == (5, 2, 3), answer
    assert [(r["row"], r["reason"]) for r in answer["rejects"]] == [(2, "no_name"), (3, "bad_date"), (4, "outside_crs")]
    with open(rejects, newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    assert rows[0] == ["name", "lon", "lat", "reviewed_on", "_row", "_reason", "_message"]
    assert [r[4:6] for r in rows[1:]] == [["2", "no_name"], ["3", "bad_date"], ["4", "outside_crs"]]
    need = ask("import", town, source, "--as", "places", "--crs", "EPSG:4326", "--need-place", "--dry-run")
    assert need["rejected"] == 4 and need["dry_run"] and need["change"] is None


def test_nothing_accepted_exits_1_and_changes_nothing():
    town = path("nothing.saferplaces")
    ask("new", town)
    before = ask("info", town)["revision"]
    source = write("nothing.csv", "name,lon,lat\n,-2.36,51.38\n")
    assert ask("import", town, source, "--as", "places", "--crs", "EPSG:4326", status=1)["error"]["code"] == "nothing_accepted"
    assert ask("info", town)["revision"] == before


def test_dry_run_writes_nothing():
    town = path("dry.saferplaces")
    ask("new", town)
    before = digest(town)
    source = write("dry.csv", "name,lon,lat\nA,-2.36,51.38\n")
    answer = ask("import", town, source, "--as", "places", "--crs", "EPSG:4326", "--dry-run")
    assert answer["accepted"] == 1 and answer["dry_run"] and answer["change"] is None
    assert digest(town) == before


def test_a_guess_is_said_and_settled_by_a_word():
    town = path("guess.saferplaces")
    ask("new", town)
    source = write("guess.csv", "name,x,y\nA,374900,164700\nB,375100,164900\n")
    nobody = write("nobody.csv", "name,x,y\nA,374900,164700\nB,375100,164900\n")
    answer = ask("import", town, nobody, "--as", "places", "--map", "lon=x", "--map", "lat=y", status=1)
    assert answer["error"]["code"] in ("crs_unknown", "nothing_accepted"), answer
    assert ask("info", town)["counts"]["places"] == 0
    done = ask("import", town, source, "--as", "places", "--map", "east=x", "--map", "north=y", "--crs", "EPSG:27700")
    assert done["crs"] == "EPSG:27700" and done["crs_from"] == "option" and done["accepted"] == 2
    row = ask("list", town, "places")["rows"][0]
    assert abs(row["lon"] + 2.362) < 0.01 and abs(row["lat"] - 51.381) < 0.01


def test_a_kind_is_said_for_all_rows():
    town = path("set.saferplaces")
    ask("new", town)
    source = write("pubs.csv", "name,type,lon,lat\nThe Bell,,-2.36,51.38\nThe Rec,park,-2.37,51.38\n")
    cli("import", town, source, "--as", "places", "--set", "kind=nonsense", status=2)
    cli("import", town, source, "--as", "places", "--set", "notes=x", status=2)
    ask("import", town, source, "--as", "places", "--crs", "EPSG:4326", "--set", "kind=pub_bar")
    rows = {r["name"]: r["kind"] for r in ask("list", town, "places")["rows"]}
    assert rows == {"The Bell": "pub_bar", "The Rec": "park"}
    assert ask("import", town, source, "--as", "places", "--crs", "EPSG:4326")["unchanged"] == 2


def test_list_sorts_and_filters():
    town, _, _ = new_town("list.saferplaces")
    rows = ask("list", town, "places")
    assert rows["word"] == "places" and rows["total"] == 4
    assert [r["name"] for r in rows["rows"]] == ["A group chat", "Middle Lane", "Zebra Park", "åpen shop"] \
        or [r["name"] for r in rows["rows"]] == ["A group chat", "åpen shop", "Middle Lane", "Zebra Park"]
    by_name = {r["name"]: r for r in rows["rows"]}
    assert by_name["Zebra Park"]["ward"] == ["Westside"]
    assert by_name["Middle Lane"]["ward"] == ["Eastside", "Westside"]
    assert by_name["A group chat"]["geometry"] == "none" and by_name["A group chat"]["lon"] is None
    assert by_name["A group chat"]["context"] == "online"
    assert by_name["Zebra Park"]["tags"] == ["evening", "river"] and by_name["Zebra Park"]["reviewed"] is None
    assert set(by_name["Zebra Park"]) == {"id", "name", "kind", "context", "ward", "geometry", "lon", "lat", "tags",
                                          "reviewed", "modified"}
    names = lambda *w: sorted(r["name"] for r in ask("list", town, "places", *w)["rows"])
    assert names("--ward", "Westside") == ["Middle Lane", "Zebra Park"]
    assert names("--ward", "E1") == sorted(["Middle Lane", "åpen shop"])
    assert names("--kind", "park") == ["Zebra Park"]
    assert names("--search", "zeb") == ["Zebra Park"]
    assert names("--search", "apen") == ["åpen shop"]
    assert names("--tag", "river") == ["Zebra Park"]
    assert names("--off-map") == ["A group chat"]
    assert names("--extent", "-2.392,51.38,-2.38,51.39") == sorted(["Middle Lane", "åpen shop"])
    assert names("--search", "nothing like it") == []
    assert len(ask("list", town, "places", "--limit", "2", "--offset", "3")["rows"]) == 1
    assert ask("list", town, "observations") == {"word": "observations", "total": 0, "rows": []}
    assert ask("list", town, "places", "--ward", "Nowhere", status=1)["error"]["code"] == "not_found"
    text, _ = cli("list", town, "places", by=None)
    assert text.splitlines()[0].split("\t")[:2] == ["id", "name"] and len(text.splitlines()) == 5


# -- undo, redo, history --------------------------------------------------------------------------------------------

def test_undo_and_redo_across_runs():
    town, _, answer = new_town("undo.saferplaces")
    back = ask("undo", town)
    assert back["change"] == answer["change"] and back["what"] and isinstance(back["revision"], int)
    assert ask("info", town)["counts"]["places"] == 0
    ask("undo", town)
    assert ask("info", town)["counts"]["boundaries"] == 0
    assert ask("undo", town, status=1)["error"]["code"] == "nothing_to_undo"
    ask("redo", town)
    ask("redo", town)
    info = ask("info", town)
    assert info["counts"]["places"] == 4 and info["off_map"]["places"] == 1
    assert ask("redo", town, status=1)["error"]["code"] == "nothing_to_redo"
    assert ask("check", town)["ok"]


def test_history_names_who_and_the_import_as_one():
    town, places, answer = new_town("history.saferplaces")
    changes = ask("history", town)["changes"]
    first = changes[0]
    assert first["change"] == answer["change"] and first["by"] == "Sam, Youth service" and not first["undone"]
    assert first["source"] == os.path.basename(places) and first["sha256"] == digest(places)
    assert first["records"] == 4 and "fields" not in first
    ask("undo", town)
    assert [c for c in ask("history", town)["changes"] if c["change"] == answer["change"]][0]["undone"]


# -- what leaves -----------------------------------------------------------------------------------------------------------

def test_export_is_what_is_listed_and_reads_elsewhere():
    town, _, _ = new_town("export.saferplaces")
    out = path("export.gpkg")
    answer = ask("export", town, out)
    assert answer["out"][0] == out and answer["audience"] == "internal" and answer["marking"]
    assert answer["records"]["places"] == 4
    assert answer["sha256"][out] == digest(out)
    text = subprocess.run(["ogrinfo", "-ro", "-al", "-q", out], capture_output=True, check=True).stdout.decode()
    for name in ("Zebra Park", "A group chat", "Middle Lane", "åpen shop", "Westside"):
        assert name in text, name
    assert ask("export", town, path("x.gpkg"), "--audience", "public", status=1)["error"]["code"] in ("unsupported", "stopped")
    cli("export", town, path("x.gpkg"), "--audience", "everybody", status=2, by=None)
    assert not os.path.exists(path("x.gpkg"))


def test_a_map_page_carries_its_cautions_and_is_the_same_twice():
    town, _, _ = new_town("map.saferplaces")
    one, two = path("one.pdf"), path("two.pdf")
    answer = ask("map", town, one, "--title", "After school & later", "--date", "2026-10-12", "--paper", "A3", "--landscape")
    ask("map", town, two, "--title", "After school & later", "--date", "2026-10-12", "--paper", "A3", "--landscape")
    assert digest(one) == digest(two)
    text = subprocess.run(["pdftotext", "-layout", one, "-"], capture_output=True, check=True).stdout.decode()
    assert "After school & later" in text and "OFFICIAL" in text and "Not on this map" in text
    for caution in answer["cautions"]:
        assert caution["no"] in text, caution["no"]
    assert {"C13"} <= {c["no"] for c in answer["cautions"]}
    info = subprocess.run(["pdfinfo", one], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Page size:\s+1190\.\d+ x 841\.\d+", info), info


# -- keeping it safe -----------------------------------------------------------------------------------------------------------

def test_backup_and_restore():
    town, _, _ = new_town("keep.saferplaces")
    copy, again = path("copy.saferplaces"), path("again.saferplaces")
    ask("backup", town, copy)
    assert ask("backup", town, copy, status=1)["error"]["code"] == "exists"
    answer = ask("restore", copy, again)
    assert answer["counts"]["places"] == 4
    ask("undo", again)
    ask("restore", copy, again)  # what stood there is kept among the backups
    assert any(f.endswith(".saferplaces") for f in os.listdir(again + "-backups"))
    assert ask("check", again)["ok"]
    assert ask("undo", again)["change"]


def test_check_finds_damage():
    town, _, _ = new_town("damage.saferplaces")
    checks = ask("check", town)["checks"]
    assert [c["id"] for c in checks] == ["integrity", "foreign_keys", "schema", "geometry", "index", "history", "catalogue"]
    with open(town, "r+b") as f:
        f.seek(os.path.getsize(town) // 2)
        f.write(b"\xff" * 8192)
    out, _ = cli("check", town, "--json", status=1, by=None)
    answer = json.loads(out)
    assert answer.get("ok") is False or answer["error"]["code"] == "damaged"


def test_the_file_reads_in_other_programs():
    town, _, _ = new_town("other-programs.saferplaces")
    text = subprocess.run(["ogrinfo", "-ro", "-so", town, "places"], capture_output=True, check=True).stdout.decode()
    assert "Feature Count: 4" in text and "WGS 84" in text, text
    box = [float(x) for x in re.search(r"Extent: \((.*), (.*)\) - \((.*), (.*)\)", text).groups()]
    # The spatial index keeps single precision: 1e-5 of a degree is a metre.
    assert all(abs(a - b) < 1e-5 for a, b in zip(box, [-2.395, 51.385, -2.385, 51.385])), text


def main():
    tests = [(n, f) for n, f in sorted(globals().items()) if n.startswith("test_")]
    only = sys.argv[1:]
    tests = [t for t in tests if not only or any(o in t[0] for o in only)]
    print(f"1..{len(tests)}")
    failed = 0
    for number, (name, run) in enumerate(tests, 1):
        try:
            run()
            print(f"ok {number} - {name}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print("# " + line, flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
