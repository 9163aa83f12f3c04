"""Terugkijkspoor: where the youths lived before the 0-meting, how long, and how it changed."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Terugkijkspoor")


@app.cell
def _():
    import marimo as mo

    from analysis import opening
    from analysis.terugkijk import description

    return description, mo, opening


@app.cell
def _(mo, opening):
    frames = opening.frames_of(mo.cli_args())
    mo.md(
        f"""
        # Hoe is het zover gekomen?

        Waar woonden de jeugdigen in de jaren vóór de 0-meting, hoe lang, en hoe vaak wisselde dat?

        *{opening.provenance(frames)}*
        """
    )
    return (frames,)


@app.cell
def _(mo):
    before = mo.ui.slider(6, 36, step=6, value=24, label="Maanden vóór de 0-meting")
    before
    return (before,)


@app.cell
def _(before, description, frames, mo):
    where = description.where_youths_stayed(frames, before=before.value)
    mo.vstack(
        [
            mo.md(f"## Verblijf per maand\n\n{where.sentence}"),
            mo.Html(where.figure.svg) if where.figure else mo.md(""),
            mo.accordion({"Getallen": where.table}),
        ]
    )
    return (where,)


@app.cell
def _(before, description, frames, mo):
    duration = description.how_long_in_each_state(frames, before=before.value)
    mo.vstack(
        [
            mo.md(f"## Tijd per verblijf\n\n{duration.sentence}"),
            mo.Html(duration.figure.svg) if duration.figure else mo.md(""),
            mo.accordion({"Getallen": duration.table}),
        ]
    )
    return (duration,)


@app.cell
def _(before, description, frames, mo):
    changes = description.how_many_moves(frames, before=before.value)
    mo.vstack(
        [
            mo.md(f"## Wisselingen van verblijfplek\n\n{changes.sentence}"),
            mo.accordion({"Getallen": changes.table}),
        ]
    )
    return (changes,)


@app.cell
def _(changes, duration, mo, where):
    mo.md(
        "## Wat dit niet laat zien\n\n"
        + "\n".join(
            f"- {caution}"
            for caution in dict.fromkeys(
                text.text for one in (where, duration, changes) for text in one.cautions
            )
        )
    )
    return


if __name__ == "__main__":
    app.run()
