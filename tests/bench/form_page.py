"""How long a form of 900 fields takes on the server: `python -m tests.bench.form_page`."""

import time
from datetime import date
from types import SimpleNamespace
from typing import Any

from instruments.browser import SCRIPTS
from instruments.definition import load
from instruments.redcap import import_dictionary
from register.fictive.examples import example
from register.services import previews
from register.web import forms
from register.web.rendering import environment
from tests.bench.redcap_dictionary import dictionary
from tests.bench.test_bench_instruments import large

TODAY = date(2027, 3, 5)


def render(instrument: Any, typed: forms.Typed) -> str:
    """The page of a form, from what was typed to HTML."""
    opened = previews.opened(instrument, on=TODAY)
    page = forms.form_page(opened, typed, today=TODAY)
    template = environment().get_template("previews/form.html")
    return template.render(
        visit=VISIT, instrument=instrument, form=page, scripts=SCRIPTS, licence="", checked=False
    )


VISIT = SimpleNamespace(
    csrf="x",
    token=None,
    house=SimpleNamespace(is_demo=False),
    request=SimpleNamespace(url=SimpleNamespace(path="/")),
)


def seconds(instrument: Any, typed: forms.Typed) -> float:
    """Processor time of the quickest of five renderings, after one that fills the caches."""
    render(instrument, typed)
    taken = []
    for _ in range(5):
        started = time.process_time()
        render(instrument, typed)
        taken.append(time.process_time() - started)
    return min(taken)


def main() -> None:
    written = load(large(900))
    imported, _ = import_dictionary(dictionary(900).replace(b"form_", b"form"))
    biggest = max(imported, key=lambda one: len(one.fields))
    for name, one in (("written, 900 fields", written), ("imported form", biggest)):
        answers = example(one, today=TODAY)
        print(
            f"{name} ({len(one.fields)}): empty {1000 * seconds(one, {}):.0f} ms, "
            f"filled {1000 * seconds(one, answers):.0f} ms, "
            f"{len(render(one, answers)) // 1024} kB"
        )


if __name__ == "__main__":
    main()
