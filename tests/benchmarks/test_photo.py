"""A large photo is stored beside the app: how long that takes, and how long a key waits meanwhile."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from aftercare.care import Care, Home
from aftercare.model.photo import PhotoView

NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A photo of 48 megapixels with grain."""
    path = tmp_path / "large.jpg"
    Image.effect_noise((1000, 750), 60).convert("RGB").resize((8000, 6000)).save(path, quality=90)
    return path


def test_a_photo_of_48_megapixels(large: Path, tmp_path: Path, table, benchmark, key_waits) -> None:
    care = Care.start(Home.at(tmp_path / "home"), NOW)
    began = time.perf_counter()
    with Image.open(io.BytesIO(large.read_bytes())) as picture:
        picture.save(io.BytesIO(), "JPEG", quality=92)
    floor = time.perf_counter() - began
    took: list[float] = []

    def store() -> None:
        begun = time.perf_counter()
        care.add_photo(large, PhotoView.FRONT, NOW)
        took.append(time.perf_counter() - begun)

    waits = key_waits(store)
    table("a photo of 48 megapixels kept, against decode and encode", took[0] * 1000, took[0] / floor, "in a worker")
    worst = waits[int(len(waits) * 0.99)]
    table("… the longest that a key waits meanwhile, p99", worst * 1000, worst / 0.05, "50 ms")
    table("… and at all", waits[-1] * 1000, waits[-1] / 0.05, "50 ms")
    benchmark.pedantic(lambda: care.photos(), rounds=3)
