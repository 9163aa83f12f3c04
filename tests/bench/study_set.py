"""How long reading and checking the study's own set takes: `python -m tests.bench.study_set`."""

import time
from importlib.resources import files

from instruments.codebook import codebook
from instruments.codebook_page import codebook_page
from instruments.definition import load


def main() -> None:
    folder = files("instruments").joinpath("library")
    texts = [one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith("l")]
    start = time.perf_counter()
    made = [load(text) for text in texts]
    read = time.perf_counter()
    page = codebook_page(codebook(one) for one in made)
    end = time.perf_counter()
    items = sum(len(one.fields) for one in made)
    print(f"{len(made)} instruments, {items} questions: {read - start:.2f} s")
    print(f"codebook of {len(page) // 1024} kB: {end - read:.2f} s")


if __name__ == "__main__":
    main()
