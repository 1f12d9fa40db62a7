#!/bin/sh
# Prints the resource bundle's description for every template below ui/, sorted.
cd "$1" || exit 1
printf '<?xml version="1.0" encoding="UTF-8"?>\n<gresources>\n<gresource prefix="/io/github/saferplaces/ui">\n'
find . -type f -name '*.ui' | LC_ALL=C sort | sed 's|^\./\(.*\)|<file preprocess="xml-stripblanks">\1</file>|'
printf '</gresource>\n</gresources>\n'
