"""Fill an empty database with an invented service, for the demo and the benchmark."""

from __future__ import annotations

import json
import os
import time
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alongside.kernel.period import day_of
from dev.world.apart import keep_apart
from dev.world.generate import Wanted, world
from dev.world.joined import work_jointly
from dev.world.load import NotEmpty, load
from dev.world.second_steps import give_second_steps
from dev.world.signins import PASSWORD, sign_ins
from dev.world.spec import Scale, demo_teams, many_teams
from dev.world.their_own import sign_in_by_themself
from dev.world.their_rights import turn_to


class Command(BaseCommand):
    """Fill an empty database with an invented service and years of its history."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same world")
        parser.add_argument("--today", type=date.fromisoformat, help="a day other than today")
        parser.add_argument("--years", type=int, default=3, help="years of history")
        parser.add_argument("--people", type=int, help="a large world: people in care today")
        parser.add_argument("--teams", type=int, help="a large world: teams that share them")
        parser.add_argument("--sign-ins", type=Path, default=settings.BASE_DIR / "var/demo.json")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        """Make the world, load it, and say who signs in."""
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("Only the demo is filled with invented people: ALONGSIDE_DEMO=1.")
        began = time.monotonic()
        rows = world(_wanted(options), password=_hashed(options["seed"]))
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            try:
                loaded = load(rows, connection)
            except NotEmpty as refusal:
                raise CommandError(str(refusal)) from refusal
        if not options["people"]:
            at = timezone.now()
            loaded += keep_apart(at=at) + work_jointly(at=at) + turn_to(at=at)
            loaded += sign_in_by_themself(at=at)
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            loaded += give_second_steps(connection)
        took = time.monotonic() - began
        self.stdout.write(f"{loaded:,} rows in {took:.1f} s, {loaded / took:,.0f} a second")
        self._say_who_signs_in(options["sign_ins"])

    def _say_who_signs_in(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        people = [asdict(each) for each in sign_ins()]
        path.write_text(json.dumps(people, indent=2) + "\n", encoding="utf-8")
        for each in sign_ins():
            self.stdout.write(f"  {each.email:28}{each.name}, {each.role} ({each.team})")
        self.stdout.write(f"  the password of all: {PASSWORD}; the second step is filled in")


def _wanted(options: dict[str, Any]) -> Wanted:
    today = options["today"] or day_of(timezone.now())
    if not options["people"]:
        return Wanted(options["seed"], today, options["years"], demo_teams())
    teams = many_teams(options["people"], options["teams"] or max(1, options["people"] // 100))
    return Wanted(options["seed"], today, options["years"], teams, Scale.large())


def _hashed(seed: int) -> str:
    """Hash the password of the demo once for all; as it is no secret, its salt is none."""
    return make_password(PASSWORD, salt=f"world{seed:011d}")
