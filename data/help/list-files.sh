#!/bin/sh
# Prints the resource bundle's description for the help pages and their pictures, sorted.
cd "$1" || exit 1
printf '<?xml version="1.0" encoding="UTF-8"?>\n<gresources>\n<gresource prefix="/io/github/saferplaces/help">\n'
find . -type f \( -name '*.html' -o -path './pictures/*.png' \) | LC_ALL=C sort \
  | sed 's|^\./\(.*\)|<file>\1</file>|'
printf '</gresource>\n</gresources>\n'
