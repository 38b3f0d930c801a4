"""README says what is there: every setting, every demo account, every file it points to."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.settings import Settings

README = Path("README.md").read_text(encoding="utf-8")


def settings_table() -> str:
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, (), {}) else f"`{field.default}`"
        rows.append(f"| `GUICHET_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def demo_accounts_table() -> str:
    rows = ["| operator | name | account | PIN | bills | services |", "|---|---|---|---|---|---|"]
    for account in yaml.safe_load(Path("demo/accounts.yml").read_text(encoding="utf-8")):
        plans = ", ".join(service["plan"] for service in account["services"])
        segment = "business, " if account["segment"] == "business" else ""
        rows.append(
            f"| {account['operator']} | {account['name']} | {account['number']} | {account['pin']} "
            f"| {segment}{account['billing_method']} | {plans} |"
        )
    return "\n".join(rows)


def section(name: str) -> str:
    found = re.search(rf"<!-- {name}:.*?-->\n(.*?)\n<!-- end -->", README, re.DOTALL)
    assert found, f"README has no section '{name}'"
    return found[1]


def test_every_setting_is_documented():
    assert section("settings") == settings_table()


def test_every_demo_account_is_listed():
    assert section("demo accounts") == demo_accounts_table()


def test_every_file_that_the_readme_points_to_exists():
    missing = [path for path in re.findall(r"\]\((?!http)([^)#]+)\)", README) if not Path(path).exists()]
    assert missing == []
