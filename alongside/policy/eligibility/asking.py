"""How the facts of one part of the referral form are written down, a few lines for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from alongside.policy.eligibility.choices import FAMILIES
from alongside.policy.eligibility.kinds import FactKind, FactType, Group

Choices: TypeAlias = Mapping[str, str]
NO_CHOICES: Choices = {}


class Asking:
    """Makes the facts of one group of the form."""

    def __init__(self, group: Group) -> None:
        self.group = group

    def yes_no(self, fact_id: str, label: str, asks: str, *, note: str = "") -> FactKind:
        """Return a fact that is a yes or a no."""
        return self.fact(FactType.YES_NO, fact_id, label, asks, note=note)

    def one_of(
        self, fact_id: str, label: str, asks: str, *, choices: Choices, note: str = ""
    ) -> FactKind:
        """Return a fact that is one of some choices."""
        return self.fact(FactType.CHOICE, fact_id, label, asks, note=note, choices=choices)

    def any_of(
        self, fact_id: str, label: str, asks: str, *, choices: Choices, note: str = ""
    ) -> FactKind:
        """Return a fact that is any of some choices."""
        return self.fact(FactType.CHOICES, fact_id, label, asks, note=note, choices=choices)

    def fact(
        self,
        kind: FactType,
        fact_id: str,
        label: str,
        asks: str,
        *,
        note: str = "",
        choices: Choices = NO_CHOICES,
    ) -> FactKind:
        """Return a fact of any type, with the families that its choices hold."""
        families = {
            name: members for name, members in FAMILIES.items() if members <= choices.keys()
        }
        return FactKind(
            fact_id,
            kind,
            label,
            asks,
            group=self.group,
            help=note,
            choices=MappingProxyType(choices),
            families=MappingProxyType(families),
        )
