"""Figures: SVG and PNG with alt text, caption and the numbers behind them."""

from analysis.figures.comparisons import course, forest, funnel, pairs
from analysis.figures.incidence import cumulative_incidence
from analysis.figures.lives import index_plot, life_line
from analysis.figures.states import state_distribution, time_per_state, transition_flow

__all__ = [
    "course",
    "cumulative_incidence",
    "forest",
    "funnel",
    "index_plot",
    "life_line",
    "pairs",
    "state_distribution",
    "time_per_state",
    "transition_flow",
]
