"""What the documents promise is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
OURS = {"media", "learning", "briefings", "training"}


def our_commands():
    return sorted(name for name, app in get_commands().items() if str(app).split(".")[0] in OURS | {"partnership"})


@pytest.mark.parametrize("command", our_commands())
def test_every_command_is_documented(command):
    assert f"`{command}" in (ROOT / "docs" / "commands.md").read_text()


def test_every_setting_from_the_environment_is_documented():
    sources = "".join(path.read_text() for path in (ROOT / "site/partnership/settings").glob("*.py"))
    names = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', sources))
    documented = (ROOT / "docs" / "operators.md").read_text()

    assert names
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []


def test_every_make_target_is_listed_by_help():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)[1].split()

    assert [target for target in phony if not re.search(rf"^{target}:.*## ", makefile, re.M)] == []


def test_every_decision_is_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("*.md")]

    assert len(numbers) == len(set(numbers)) >= 5


@pytest.mark.parametrize(
    "document", ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", (ROOT / document).read_text())

    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


def test_the_readme_shows_pictures():
    pictures = re.findall(r"!\[([^\]]{10,})\]\(docs/images/", (ROOT / "README.md").read_text())

    assert len(pictures) >= 4
