#!/usr/bin/env python3
"""Makes groups-1.json and groups-2.json: two small releases, for tests that
know the release file and nothing else. Figures are written by hand below; those
of departments and institution follow by src/RELEASE.md. Run here:
    python3 tests/data/release/groups.py
"""
import json, math, os

K = {"k": 5, "k_share": 20, "insiders": 1}
SCALES = {
    "cbi": {"version": "2005", "cutoff": ["50"], "grid": 28, "range": ["0", "100"], "sd": "18"},
    "days": {"version": "1", "cutoff": [], "grid": 4, "range": ["0", "4"], "sd": "25"},
}


def half_width(v, roster, sd):
    need = 196 ** 2 * sd ** 2 * (roster - v)
    h = 0
    while h * h * 10 ** 4 * v * (roster - 1) < need:
        h += 1
    return str(h)


def value(text):
    return float(text.lstrip("<>=~"))


def figure(n, mean, above, roster, scale):
    f = {"n": n, "mean": mean}
    if mean[0].isdigit():
        f["half_width"] = half_width(n, roster, int(SCALES[scale]["sd"]))
    if above:
        f["above"] = above
    return f


def joined(texts):
    up, down = any(t[0] in ">~" for t in texts), any(t[0] in "<~" for t in texts)
    return "~" if up and down else ">=" if up else "<=" if down else ""


def rolled(leaves, roster, decimal):
    out = {}
    for scale in SCALES:
        fs = [leaf["scales"][scale] for leaf in leaves if scale in leaf["scales"]]
        if not fs:
            continue
        v = sum(f["n"] for f in fs)
        m = sum(f["n"] * value(f["mean"]) for f in fs) / v
        text = f"{math.floor(10 * m + .5) / 10:g}" if decimal else str(math.floor(m + .5))
        f = {"n": v, "mean": joined([f["mean"] for f in fs]) + text}
        if f["mean"][0].isdigit():
            f["half_width"] = half_width(v, roster, int(SCALES[scale]["sd"]))
        shares = [f for f in fs if "above" in f]
        if shares:
            n = sum(f["n"] for f in shares)
            f["above"] = joined([s["above"] for s in shares]) + str(
                math.floor(sum(s["n"] * value(s["above"]) for s in shares) / n + .5))
            f["above_n"] = n
        out[scale] = f
    return out


def leaf(group_id, level, parent, name, roster, n, figures, members=None):
    g = {"id": group_id, "level": level, "parent": parent, "name": name, "roster": roster}
    if members:
        g["members"] = members
    if n:
        g.update(n=n, areas={}, scales={s: figure(*f, roster, s) for s, f in figures.items()})
    return g


def release(wave, closed, version, departments):
    scales = json.loads(json.dumps(SCALES))
    scales["cbi"]["version"] = version
    groups, everything = [], []
    for slug, name, kids in departments:
        roster = sum(k["roster"] for k in kids if k["level"] == "unit")
        shown = [k for k in kids if "n" in k]
        everything += shown
        groups.append({"id": f"dept:{slug}", "level": "department", "parent": "inst", "name": name,
                       "roster": roster, "n": sum(k["n"] for k in shown), "areas": {},
                       "scales": rolled(shown, roster, False)})
        groups += kids
    roster = sum(g["roster"] for g in groups if g["level"] == "unit")
    n = sum(k["n"] for k in everything)
    groups.insert(0, {"id": "inst", "level": "institution", "parent": None, "name": "Test Hospital",
                      "roster": roster, "n": n, "areas": {}, "scales": rolled(everything, roster, True)})
    return {"format": "chorus-release-v1", "wave": wave, "institution": "Test Hospital", "closed": closed,
            "manifest_sha256": "42" * 32, "board_sha256": "24" * 32,
            "survey": {"id": "s", "version": "1.0", "sha256": "11" * 32}, "rule": K,
            "totals": {"roster": roster, "issued": n + 9, "redeemed": n + 4, "spoiled": 0},
            "scales": scales, "groups": groups}


def unit(name, parent, roster, n=0, **figures):
    return leaf(f"unit:{name}", "unit", f"dept:{parent}", f"Program {name}", roster, n, figures)


def pool(slug, members, roster, n, **figures):
    return leaf(f"pool:{slug}", "pool", f"dept:{slug}", f"Other programs in {slug}", roster, n, figures,
                [f"unit:{m}" for m in members])


first = release("2025-fall", "2025-12-15", "2005", [
    ("medicine", "Medicine", [
        unit("A", "medicine", 70, 40, cbi=(40, "51", "45"), days=(38, "62", None)),
        unit("B", "medicine", 20, 12, cbi=(12, "60", None), days=(12, ">=80", None)),
        unit("C", "medicine", 9), unit("D", "medicine", 9),
        pool("medicine", "CD", 18, 5, cbi=(5, "<=30", None))]),
    ("surgery", "Surgery", [
        unit("E", "surgery", 50, 30, cbi=(30, "45", "<=10"), days=(30, "<=20", None)),
        unit("F", "surgery", 8)])])
second = release("2026-fall", "2026-12-14", "2005", [
    ("medicine", "Medicine", [
        unit("A", "medicine", 72, 50, cbi=(50, "42", "30"), days=(50, "70", None)),
        unit("B", "medicine", 20, 10, cbi=(10, "61", None), days=(10, "55", None)),
        unit("C", "medicine", 9), unit("D", "medicine", 9),
        pool("medicine", "CD", 18, 6, cbi=(6, "44", None))]),
    ("surgery", "Surgery", [
        unit("E", "surgery", 50, 35, cbi=(35, "46", "<=11"), days=(35, "20", None)),
        unit("F", "surgery", 8, 6, cbi=(6, "50", None), days=(6, "50", None))])])

for name, doc in (("groups-1.json", first), ("groups-2.json", second)):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), "w") as f:
        f.write(json.dumps(doc, sort_keys=True, separators=(",", ":")))
