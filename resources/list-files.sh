#!/bin/sh
# Prints the resource bundle's description for every file below resources/, sorted.
cd "$1" || exit 1
printf '<?xml version="1.0" encoding="UTF-8"?>\n<gresources>\n<gresource prefix="/io/github/saferplaces">\n'
find catalogue schema look -type f ! -name meson.build | LC_ALL=C sort | sed 's|.*|<file>&</file>|'
printf '</gresource>\n</gresources>\n'
