"""The demo: two nights in the life of a catalogue, on this machine alone. Run it with ``make demo``."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from examples.stage import Stage
from tests.hosts.git_http import GitServer
from tests.hosts.gitea import GiteaServer

FOLDER = Path("var/demo")
DATA = FOLDER / "data"
SITE = FOLDER / "site"
RIUSO = Path(os.path.relpath(Path(sys.executable).with_name("riuso")))
COMPLETE = 0


def main() -> None:
    """Crawl, search, build the pages; end with 1 where the search found nothing."""
    began = time.monotonic()
    if shutil.which("git") is None:
        sys.exit("the demo needs git (on Debian: apt install git)")
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in ("git", "gitea"):
        (FOLDER / name).mkdir(parents=True)
    with GitServer((FOLDER / "git").resolve()) as git, GiteaServer((FOLDER / "gitea").resolve()) as gitea:
        stage = Stage(FOLDER, git, gitea)
        stage.set_up()
        say(f"Made-up administrations on two local servers ({git.url}, {gitea.url}) and in a folder.")
        say("First night: everything is new")
        riuso("crawl", stage.publishers, "--data", DATA)
        say("Second night: since then")
        for event in stage.next_night():
            print(f"  - {event}")
        print()
        riuso("crawl", stage.publishers, "--data", DATA)
    say("Search, in one language for what is written in another")
    riuso("search", "appointment booking", "--data", DATA)
    say("The pages")
    riuso("site", "build", SITE, "--data", DATA)
    found = json.loads(
        subprocess.run(
            [RIUSO, "search", "appointment booking", "--data", DATA, "--format", "json"],
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
    )["total"]
    say(f"Done in {time.monotonic() - began:.0f} s. Now look at the pages:")
    print(f"  {RIUSO} site serve {SITE}        (then open http://127.0.0.1:8000/)")
    print(f"or open {(SITE / 'index.html').resolve().as_uri()}, which needs no server.")
    print("\nAnd try:")
    for command in (
        f"{RIUSO} search protocollo --license EUPL-1.2 --data {DATA}",
        f"{RIUSO} show comune-valdora-prenota-sportello --data {DATA}",
        f"{RIUSO} validate examples/software/ville-saint-aubry/demarches/publiccode.yml",
        f"{RIUSO} status --data {DATA}",
    ):
        print(f"  {command}")
    if not found:
        sys.exit("the search found nothing: something is wrong")


def say(text: str) -> None:
    print(f"\n== {text}\n", flush=True)


def riuso(*arguments: str | Path) -> None:
    """Show a command and run it; what it prints is seen as it comes."""
    print("$ " + shlex.join(str(part) for part in (RIUSO, *arguments)), flush=True)
    done = subprocess.run([RIUSO, *arguments], check=False)
    if done.returncode != COMPLETE:
        sys.exit(f"the demo stops here: riuso ended with {done.returncode}")


if __name__ == "__main__":
    main()
