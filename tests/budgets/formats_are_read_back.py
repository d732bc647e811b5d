#!/usr/bin/env python3
"""Every format of `memprof check`, read by a reader that is not ours.

JUnit by junitparser and xmllint; JSON by Python; SARIF by classes that Debian has of its schema, by the
schema itself where a copy is named, and by the rules of its consumers; GitHub's commands by the inverse of its escapes.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from checking import check, verdict  # noqa: E402

PROGRAM = """#include <stdlib.h>
int main(void)
{
	char *kept[16];
%s	return kept[3] == 0; // memprof: occurrences == 1
}
"""
# Fourteen lines over their budgets, the last one worst; odd characters in a text.
LINES = "".join(f"\tkept[{i}] = malloc({10 * (i + 1)}); // memprof: retained <= 3 -- <&\">,:%\n" for i in range(14))


def unescape(text):
    return re.sub("%([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), text)


def check_github(lines):
    parsed = [re.fullmatch(r"::(error|notice) ((?:[a-zA-Z]+=[^,:]*,?)+)::(.*)", line) for line in lines]
    check(all(parsed), "a line is no workflow command")
    errors = [p for p in parsed if p and p[1] == "error"]
    notices = [p for p in parsed if p and p[1] == "notice"]
    check(len(errors) == 10 and len(notices) == 1, f"{len(errors)} errors, {len(notices)} notices")
    lines = [int(re.search("line=([0-9]+)", p[2])[1]) for p in errors]
    check(lines == list(range(18, 8, -1)), f"not the worst first: {lines}")
    check("retained 140 B exceeds budget 3 (47-fold)" in unescape(errors[0][3]), errors[0][3])
    check("4 are not" in notices[0][3], notices[0][3])


def check_junit(path):
    subprocess.run(["xmllint", "--noout", path], check=True)
    try:
        import junitparser
    except ImportError:
        check(False, "python3-junitparser is missing")
        return
    suite = list(junitparser.JUnitXml.fromfile(str(path)))[0]
    cases = list(suite)
    failed = [case for case in cases if any(isinstance(r, junitparser.Failure) for r in case.result)]
    check(suite.tests == 15 and suite.failures == 14 and suite.errors == 0, f"{suite.tests} {suite.failures}")
    check(len(cases) == 15 and len(failed) == 14, "cases are not told apart")
    check(failed[0].classname == "odd name,%.c.main", failed[0].classname)
    check("kept[13] = malloc(140);" in failed[0].name, failed[0].name)
    check(len({(case.classname, case.name) for case in cases}) == 15, "two cases have one name")


# Which class of the object model a property holds; the others hold plain values, or words of ours.
SARIF_CLASSES = {
    "SarifLog": {"runs": "Run"}, "Run": {"tool": "Tool", "results": "Result"}, "Tool": {"driver": "ToolComponent"},
    "ToolComponent": {"rules": "ReportingDescriptor"},
    "ReportingDescriptor": {"shortDescription": "MultiformatMessageString"},
    "Result": {"message": "Message", "locations": "Location", "relatedLocations": "Location",
               "partialFingerprints": None},
    "Location": {"physicalLocation": "PhysicalLocation", "logicalLocations": "LogicalLocation", "message": "Message"},
    "PhysicalLocation": {"artifactLocation": "ArtifactLocation", "region": "Region"},
}


def check_sarif_object(model, name, value, where):
    """By the classes that were generated from the schema: nothing required is missing, nothing is unknown."""
    known = {field.metadata["schema_property_name"]: field for field in model.attr.fields(getattr(model, name))}
    for key, field in known.items():
        check(key in value or field.default is not model.attr.NOTHING, f"SARIF: {where}: no {key}")
    for key, part in value.items():
        check(key in known, f"SARIF: {where}: {name} has no {key}")
        inner = SARIF_CLASSES.get(name, {}).get(key)
        for one in part if isinstance(part, list) else [part]:
            if inner:
                check_sarif_object(model, inner, one, f"{where}.{key}")
            else:
                check(key == "partialFingerprints" or not isinstance(one, dict), f"SARIF: {where}.{key}: what is it?")


def check_sarif(document, schema):
    try:
        import attr
        import sarif_om
        sarif_om.attr = attr
        check_sarif_object(sarif_om, "SarifLog", document, "log")
    except ImportError:
        print("python3-sarif-python-om is missing: SARIF's object model is not checked")
    if schema:
        import jsonschema
        for error in jsonschema.Draft7Validator(json.loads(pathlib.Path(schema).read_text())).iter_errors(document):
            check(False, f"SARIF: {error.message} at {list(error.path)}")
    else:
        print("no copy of the schema of SARIF itself")
    run, = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    check(document["version"] == "2.1.0" and run["tool"]["driver"]["name"] == "memprof", "head")
    check(len(run["results"]) == 14, f"{len(run['results'])} results")
    for result in run["results"]:
        location = result["locations"][0]["physicalLocation"]
        check(rules[result["ruleIndex"]]["id"] == result["ruleId"], "ruleIndex")
        check(location["artifactLocation"]["uri"] == "odd%20name%2C%25.c", location)
        check(location["region"]["startLine"] > 0 and location["region"]["startColumn"] > 0, location)
    prints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]]
    check(len(set(prints)) == 14, "two findings have one fingerprint")
    return sorted(prints)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--sarif-schema", default="")
    o = parser.parse_args()
    bin, work = o.build.resolve() / "bin", o.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    (work / ".git").mkdir(parents=True)
    source = work / "odd name,%.c"
    environment = dict(os.environ, MEMCC_OPTIONS="file=run.memprof:quiet=1")
    environment.pop("GITHUB_WORKSPACE", None)

    def round(text):
        source.write_text(text)
        (work / "run.memprof").unlink(missing_ok=True)
        subprocess.run([bin / "memcc", "-fmemprof=all", source.name, "-o", "program"], cwd=work, check=True)
        subprocess.run([work / "program"], cwd=work, env=environment, check=True)
        done = subprocess.run([bin / "memprof", "check", "run.memprof", "--format=github", "--format=junit",
                               "--output=j.xml", "--format=sarif", "--output=s.sarif", "--format=json",
                               "--output=c.json", "--format=text", "--output=t.txt"],
                              cwd=work, env=environment, capture_output=True, text=True)
        check(done.returncode == 1 and done.stderr == "", f"status {done.returncode}: {done.stderr}")
        return done.stdout.splitlines(), json.loads((work / "s.sarif").read_text())

    github, sarif = round(PROGRAM % LINES)
    check_github(github)
    check_junit(work / "j.xml")
    prints = check_sarif(sarif, o.sarif_schema)
    document = json.loads((work / "c.json").read_text())
    check(document["failed"] == 14 and document["passed"] == 1 and len(document["results"]) == 15, "JSON")
    check((work / "t.txt").read_text().count(": error: ") == 14, "text")
    # Moved down by two lines, findings are the same ones.
    _, moved = round("\n\n" + PROGRAM % LINES)
    check(check_sarif(moved, "") == prints, "a fingerprint changes when lines move")


main()
verdict()
