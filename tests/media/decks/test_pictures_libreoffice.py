"""LibreOffice's cage, tried with programs that only pretend to be LibreOffice."""

import os
import stat
import time
from pathlib import Path

import psutil
import pytest
from PIL import Image
from pptx import Presentation

from media.decks.pictures.cage import run_caged
from media.decks.pictures.libreoffice import LibreOfficeRenderer


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def deck_of(path: Path, slides: int) -> Path:
    deck = Presentation()
    for number in range(slides):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = f"Slide {number}"
    deck.save(str(path))
    return path


def writing_a_page(tmp_path: Path) -> str:
    """A rasteriser that draws the same page for every number."""
    page = tmp_path / "drawn.png"
    Image.new("RGB", (1280, 960), "navy").save(page)
    return program(tmp_path / "rasteriser", f'for last; do :; done; cp {page} "$last.png"')


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


def test_it_gets_a_profile_of_its_own_and_nothing_of_our_environment(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example")
    monkeypatch.setenv("SECRET_KEY", "very secret")
    told = tmp_path / "told"
    office = program(tmp_path / "office", f'env > {told}; echo "$@" >> {told}; pwd >> {told}; touch deck.pdf')

    found = list(LibreOfficeRenderer(office, writing_a_page(tmp_path)).render(deck_of(tmp_path / "a.pptx", 2), out))

    assert [(slide.slide, [one.height for one in slide.pictures]) for slide in found] == [
        (1, [960, 360]),
        (2, [960, 360]),
    ]
    lines = told.read_text().splitlines()
    cage = lines[-1]
    variables = dict(line.split("=", 1) for line in lines[:-2])
    assert {name: variables[name] for name in ("HOME", "TMPDIR")} == {"HOME": cage, "TMPDIR": cage}
    assert set(variables) <= {"PATH", "HOME", "TMPDIR", "LANG", "PWD", "OLDPWD", "SHLVL", "_"}
    assert f"-env:UserInstallation=file://{cage}/profile" in lines[-2].split()
    assert lines[-2].endswith(f"--outdir {cage} {cage}/deck.pptx")
    assert not Path(cage).exists()


def test_when_it_hangs_it_is_killed_with_what_it_started(tmp_path: Path) -> None:
    mark = f"31{os.getpid()}"
    office = program(tmp_path / "office", f"sleep {mark} & sleep {mark}")
    began = time.monotonic()

    ended_well = run_caged([office], tmp_path, seconds=1)

    assert not ended_well
    assert time.monotonic() - began < 10
    assert not [one.pid for one in psutil.process_iter(["cmdline"]) if mark in (one.info["cmdline"] or ())]


def test_what_it_leaves_running_is_killed_though_it_ended_well(tmp_path: Path) -> None:
    mark = f"32{os.getpid()}"
    office = program(tmp_path / "office", f"sleep {mark} &")

    assert run_caged([office], tmp_path, seconds=10)
    assert not [one.pid for one in psutil.process_iter(["cmdline"]) if mark in (one.info["cmdline"] or ())]


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "echo broken > deck.pdf; exit 3"], ids=str)
def test_when_it_fails_every_slide_goes_without(tmp_path: Path, out: Path, script: str) -> None:
    office = program(tmp_path / "office", script)

    found = list(LibreOfficeRenderer(office, writing_a_page(tmp_path)).render(deck_of(tmp_path / "a.pptx", 2), out))

    assert [slide.pictures for slide in found] == [(), ()]
    assert found[1].problem == "No picture could be made of slide 2. Its text is complete."


def test_it_is_available_only_with_both_programs(tmp_path: Path) -> None:
    there = program(tmp_path / "there", "exit 0")
    missing = str(tmp_path / "missing")

    assert LibreOfficeRenderer(there, there).is_available()
    assert not LibreOfficeRenderer(there, missing).is_available()
    assert not LibreOfficeRenderer(missing, there).is_available()
