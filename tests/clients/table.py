"""The table of docs/official-cli.md against what hookdeck-cli itself can be told: each command and each
flag of every `hookdeck ... --help` stands there, and what stands there is known to it.
"""

import itertools
import os
import re
import subprocess
import sys

from world import step

HOOKDECK, FOLDER = sys.argv[1:]
PAGE = "docs/official-cli.md"


def hookdeck(*words):
    """What it says when it is told this."""
    ended = subprocess.run(
        [HOOKDECK, *words], env={"HOME": FOLDER, "PATH": os.environ["PATH"]}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30,
    )
    return ended.stdout


def below(title, text):
    """The lines below a title of a help, up to the next empty one."""
    lines = itertools.dropwhile(lambda it: it != f"{title}:", text.splitlines())
    return list(itertools.takewhile(str.strip, lines))[1:]


def theirs(*words):
    """Each command below these words, by name, with the flags of its help."""
    text = hookdeck(*words, "--help")
    flags = re.findall(r"^ +(?:-\w, )?--([\w-]+)", "\n".join(below("Flags", text)), re.M)
    # A group is no command: it shows its help. So does `help`, and `--help`.
    names = [it.split()[0] for it in below("Available Commands", text)]
    res = {} if names and words else {" ".join(words): set(flags) - {"help"}}
    for name in names:
        if name != "help":
            res |= theirs(*words, name)
    return res


def told():
    """The same as the page has it."""
    with open(PAGE) as file:
        rows = [it.split(" | ", 2) for it in file if it.startswith("| ")][1:]
    names = (it[0].strip("| `") for it in rows)
    flags = (set(re.findall(r"(?:^|; )`--([\w-]+)`", it[2])) for it in rows)
    return {"" if name == "(any)" else name: it for name, it in zip(names, flags)}


page, wrong = told(), []
found = theirs()
for name, flags in found.items():
    # The word `gateway` may be left out before `connection`.
    row = page.get(name, page.get(f"gateway {name}"))
    if row is None:
        wrong.append(f"`hookdeck {name}` is not there")
        continue
    wrong += [f"`hookdeck {name} --{it}` is not there" for it in sorted(flags - row)]
for name, flags in page.items():
    if name not in found:
        wrong.append(f"`hookdeck {name}` is none of theirs")
        continue
    # Some no help shows; with one that it does not know, it would not come to the help either.
    for it in sorted(flags - found[name]):
        if "unknown flag" in hookdeck(*name.split(), f"--{it}", "1", "--help"):
            wrong.append(f"`hookdeck {name}` knows no `--{it}`")
if not found.get("gateway source create"):
    wrong.append("their help could not be read")
if wrong:
    print(f"NO  {PAGE}:", *wrong, sep="\n  ")
    sys.exit(1)
step(f"{len(found)} commands and {sum(map(len, found.values()))} flags of theirs stand in {PAGE}")
