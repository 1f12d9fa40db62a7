# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that have broken programs: markup, formulas, controls, other scripts, great lengths.

security.md 4.8 asks for at least 1,000 through every screen, search, export and log."""

import itertools
import unicodedata

SEEDS = [
    # Markup and entities
    "B&M", "Tom & Jerry", "<b>bold</b>", "</span>", "<span foreground='red'>x", "&amp;", "&#0;", "&lt;",
    "&notanentity;", "<![CDATA[x]]>", "]]>", "<!-- x -->", "<script>alert(1)</script>", "<a href='x'>y</a>",
    "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "a < b > c", "R&D & co", "\"quoted\"", "'s",
    "it's \"both\"", "`tick`", "\\u0026", "%26", "%s%s%n", "%d %% %*s", "{0} {name}", "${HOME}", "$(id)",
    # Formulas
    "=1+1", "=HYPERLINK(\"x\",\"y\")", "+44 1225", "-5", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠x",
    "=cmd|' /C calc'!A0", ";=1", "'=already guarded",
    # SQL and full-text search
    "'; DROP TABLE places; --", "Robert'); --", "\" OR \"\"=\"", "NEAR(a b)", "a AND b", "NOT", "name:x", "x*", "^x",
    "(", ")", "((a", "%", "_", "NULL", "null", "None", "true", "0", "-0", "1e400", "NaN", "0x41",
    # Files, lines, separators
    "../../etc/passwd", "C:\\con", "a/b", "a|b", "a;b", "a,b", "a\tb", "line\nbreak", "cr\r\nlf", " lead",
    "trail ", "two  spaces", "nbsp\u00a0here", "\u2028sep", "\u2029para", "\u0085next", ".", "..", "-", "--help",
    "--", "#", "//", "/* x */", "{}", "[]", "[1,2", "{\"a\":1}", "a=b", "a: b", "\\", "\\n", "\\\\", "\"",
    # Hidden controls
    "a\u202eb", "\u202dx\u202c", "\u2066x\u2069", "\u2067x\u2069", "\u200ex", "\u200fx", "\u061cx", "zero\u200bwidth",
    "soft\u00adhyphen", "\ufeffbom", "wo\u2060rd", "tag\U000e0041\U000e007f", "join\u200der", "non\u200cjoiner",
    "bell\x07", "esc\x1b[31m", "del\x7f", "c1\x9b", "vt\x0b", "ff\x0c", "us\x1f",
    # Welsh and other languages
    "Tŷ Gŵyr", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Ŵ ŵ Ŷ ŷ", "w\u0302 y\u0302", "Ysgol Gymraeg",
    "Côte d'Ivoire", "Łódź", "Ærø", "straße", "ﬁne", "İstanbul", "ǅ", "Ａｂｃ", "café", "cafe\u0301", "Å", "Å",
    "مدرسة", "شارع الملك", "בית ספר", "עברית english עברית", "北京", "東京タワー", "서울", "ไทย", "हिन्दी", "বাংলা", "ਪੰਜਾਬੀ",
    "اردو", "Ελληνικά", "Кириллица", "Հայերեն", "ქართული", "አማርኛ", "ᚠᚢᚦ", "𝔘𝔫𝔦", "𐍈", "🏞️", "👩‍👩‍👧‍👦", "🇬🇧", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "e\u0301\u0301\u0301\u0301",
    "Z" + "\u0351\u0489\u0330" * 12, "\u0301alone", "�", "\ufdd0", "\U0010fffe", "\ue000", "½", "№", "™", "ffi ﬃ",
    # Lengths
    "x" * 255, "x" * 1000, "y " * 500, "ŵ" * 300, "𝔘" * 200, "a\u0301" * 200, "W" * 4000,
]

WRAPS = ["{}", "Park {}", "{} Lane", "({})", "{} & {}", "<i>{}</i>", "{} = {}", "‘{}’"]


def strings(count):
    """The first @count different texts; the same each time."""
    seen = set()
    for wrap, seed in itertools.product(WRAPS, SEEDS):
        text = wrap.replace("{}", seed)
        if text not in seen:
            seen.add(text)
            yield text
            if len(seen) == count:
                return


def hidden(c):
    """Characters that change how text reads without being seen: security.md 4.4."""
    n = ord(c)
    return (0x202A <= n <= 0x202E or 0x2066 <= n <= 0x2069 or 0xE0000 <= n <= 0xE007F
            or n in (0x200E, 0x200F, 0x061C, 0x200B, 0x2060, 0xFEFF, 0x00AD, 0x180E))


def as_name(text):
    """What ought to be kept of a name: form C, one line, no control, hidden or not; '' for nothing.

    Runs of spaces are compared as one, since how many there are is not what this is about."""
    kept = []
    for c in unicodedata.normalize("NFC", text):
        if c in "\n\r\t\u2028\u2029":
            kept.append(" ")
        elif not hidden(c) and unicodedata.category(c) != "Cc":
            kept.append(c)
    return squeeze("".join(kept))


def squeeze(text):
    return " ".join(p for p in text.replace("\u00a0", "\u00a0").split(" ") if p)


if __name__ == "__main__":
    print(len(list(strings(10 ** 6))))
