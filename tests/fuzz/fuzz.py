#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds one fuzz target with sanitizers and runs it for some seconds over its corpus: with clang's
fuzzer, which learns from what it sees, or without clang by blind damage to the corpus.

    fuzz.py TARGET SECONDS          (SAFER_SOURCE_DIR and SAFER_BUILD_DIR say where)

What parses bytes is compiled afresh with address, undefined-behaviour and coverage watching; the
rest is linked from the ordinary build. A finding is printed with the bytes that made it: put them
into the corpus with the repair."""

import glob
import os
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("SAFER_SOURCE_DIR") or os.path.join(os.path.dirname(__file__), "..", "..")
BUILD = os.environ.get("SAFER_BUILD_DIR") or os.path.join(SOURCE, "_build")

# What is compiled with watching, and the rooms that the rest comes from.
TARGETS = {
    "protocol": (["src/core/exchange/safer-reader-protocol.c"], [], ["glib-2.0"]),
    "table": (["src/tools/reader/reader-sniff.c", "src/tools/reader/reader-table.c"], [], ["glib-2.0"]),
    "position": (["src/core/exchange/safer-import-guess.c", "src/core/geo/safer-grid-ref.c"],
                 ["model", "geo", "ground"],
                 ["glib-2.0", "gobject-2.0", "gio-2.0", "proj"]),
}


def say(line):
    print(line, flush=True)


def build(target, program, compiler, learning):
    """Compiles the target; the compiler's words when it fails."""
    watched, rooms, packages = TARGETS[target]
    flags = subprocess.run(["pkg-config", "--cflags", "--libs"] + packages, check=True,
                           stdout=subprocess.PIPE).stdout.decode().split()
    archives = [a for room in rooms
                for a in glob.glob(os.path.join(BUILD, "src", "core", room, "*.a"))]
    watch = "address,undefined" + (",fuzzer" if learning else "")
    command = [compiler, "-g", "-O1", "-std=gnu17", "-D_GNU_SOURCE", "-fsanitize=" + watch,
               "-fno-sanitize-recover=all", '-DGETTEXT_PACKAGE="safer-places"']
    command += ["-I" + os.path.join(SOURCE, *folder.split("/"))
                for folder in ("src/core", "src/tools/reader", "tests/fuzz")]
    sources = ["tests/fuzz/fuzz-%s.c" % target] + watched
    if not learning:
        sources.append("tests/fuzz/replay.c")
    command += [os.path.join(SOURCE, path) for path in sources]
    command += ["-o", program, "-Wl,--start-group"] + archives + ["-Wl,--end-group"] + flags
    command += ["-lgeos_c", "-lz", "-lm"] if rooms else ["-lz"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return None if done.returncode == 0 else done.stdout.decode(errors="replace")


def look(target, seconds, box, learning):
    """Runs the built target; (found nothing, last lines)."""
    program = os.path.join(box, "fuzz")
    corpus = os.path.join(SOURCE, "tests", "fuzz", "corpus", target)
    env = dict(os.environ)
    if learning:
        grown = os.path.join(box, "grown")
        os.mkdir(grown)
        command = [program, "-max_total_time=%d" % seconds, "-rss_limit_mb=1500",
                   "-artifact_prefix=" + box + "/found-", grown, corpus]
    else:
        env["SAFER_FUZZ_SECONDS"] = str(seconds / len(os.listdir(corpus)))
        command = [program, corpus]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env,
                          check=False)
    return done.returncode == 0, done.stdout.decode(errors="replace").splitlines()


def main():
    target, seconds = sys.argv[1], int(sys.argv[2])
    name = "%s: nothing found in %d s" % (target, seconds)
    say("1..1")
    with tempfile.TemporaryDirectory() as box:
        program = os.path.join(box, "fuzz")
        learning = shutil.which("clang") is not None
        failure = build(target, program, "clang", True) if learning else ""
        if failure is not None:
            learning = False
            failure = build(target, program, "cc", False)
        if failure is not None:
            say("\n".join("# " + line for line in failure.splitlines()[:40]))
            say("not ok 1 - %s: does not build" % name)
            return 1
        good, lines = look(target, seconds, box, learning)
        say("\n".join("# " + line for line in (lines[-1:] if good else lines[-60:])))
        for path in glob.glob(box + "/found-*"):
            with open(path, "rb") as f:
                say("# bytes: " + f.read().hex()[:4000])
        say("%s 1 - %s%s" % ("ok" if good else "not ok", name, "" if learning else ", blindly"))
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
