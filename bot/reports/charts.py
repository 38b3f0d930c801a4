"""The charts of a report, as SVG. They are shown as images: the table beside each says the same in text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

import pygal
from pygal.style import Style

BLUE, GREEN, AMBER, INK, SOFT, LINE = "#1450a8", "#14603a", "#b06a00", "#16202c", "#4b5868", "#d5dce4"
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground=SOFT,
    foreground_strong=INK,
    foreground_subtle=LINE,
    guide_stroke_color=LINE,
    guide_stroke_dasharray="1,0",
    major_guide_stroke_color=LINE,
    major_guide_stroke_dasharray="1,0",
    colors=(BLUE, AMBER, GREEN),
    font_family="system-ui, sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=14,
    value_font_size=13,
    no_data_font_size=16,
)
Values = Sequence[float | None]


def bars(labels: Sequence[str], series: Mapping[str, Values], *, empty: str) -> bytes:
    """Bars above each other, by week."""
    return _drawn(pygal.StackedBar, labels, series, empty, value_formatter=_whole)


def lines(labels: Sequence[str], series: Mapping[str, Values], *, empty: str, top: float, unit: str) -> bytes:
    """Lines by week from 0 to `top`; a week without a value leaves a gap."""
    return _drawn(
        pygal.Line,
        labels,
        series,
        empty,
        range=(0, top),
        value_formatter=lambda value: f"{value:.0f}{unit}",
        dots_size=3.5,
        allow_interruptions=True,
        stroke_style={"width": 2.5},
    )


def flat_bars(labels: Sequence[str], values: Values, *, empty: str) -> bytes:
    """One bar beside each label."""
    return _drawn(
        pygal.HorizontalBar,
        labels,
        {"": values},
        empty,
        show_legend=False,
        value_formatter=_whole,
        print_values=True,
    )


def _drawn(
    kind: type, labels: Sequence[str], series: Mapping[str, Values], empty: str, **options: object
) -> bytes:
    chart = kind(
        style=_STYLE,
        width=640,
        height=300,
        js=(),  # no script, from nowhere
        no_data_text=empty,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(series),
        x_label_rotation=0,
        show_minor_x_labels=False,
        truncate_label=-1,
        margin=12,
        **options,
    )
    chart.x_labels = list(labels)
    chart.x_labels_major_every = max(1, -(-len(labels) // 6))
    if kind is pygal.HorizontalBar:
        chart.show_minor_x_labels = True
    chart.add_xml_filter(_without_scripts)
    for title, values in series.items():
        chart.add(title, list(values) if any(value is not None for value in values) else [])
    return chart.render()


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _without_scripts(root: Element) -> Element:
    """pygal writes a script with its settings into every chart."""
    for parent in root.iter():
        for script in [child for child in parent if str(child.tag).endswith("script")]:
            parent.remove(script)
    return root
