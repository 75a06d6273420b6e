"""Colours, type and measures that Gradio's own components use; the rest is in `styles.css`."""

from __future__ import annotations

from gradio.themes import Base
from gradio.themes.utils.colors import Color
from gradio.themes.utils.fonts import Font
from gradio.themes.utils.sizes import Size

# Local fonts only: a page that fetches type from elsewhere tells others who asks.
SANS = (
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

_INK = Color(
    name="ink",
    c50="#f3f6fa",
    c100="#e6ecf4",
    c200="#cbd7e6",
    c300="#a3b8d1",
    c400="#7493b8",
    c500="#4d739f",
    c600="#2f5886",
    c700="#1f4470",
    c800="#18365a",
    c900="#132a46",
    c950="#0c1b2f",
)
_STONE = Color(
    name="stone",
    c50="#fafaf8",
    c100="#f3f3f0",
    c200="#e4e4df",
    c300="#cfcfc8",
    c400="#9c9c94",
    c500="#6f6f68",
    c600="#55554f",
    c700="#3d3d39",
    c800="#26282b",
    c900="#1a1c1f",
    c950="#121416",
)
_TEXT = Size(
    name="text",
    xxs="0.7rem",
    xs="0.78rem",
    sm="0.86rem",
    md="1rem",
    lg="1.12rem",
    xl="1.35rem",
    xxl="1.6rem",
)


def page_theme() -> Base:
    """The theme; sizes are in rem, so that a reader's larger type enlarges all of it."""
    theme = Base(
        primary_hue=_INK,
        secondary_hue=_INK,
        neutral_hue=_STONE,
        text_size=_TEXT,
        radius_size="sm",
        font=[Font(name) for name in SANS],
        font_mono=[Font(name) for name in MONO],
    )
    return theme.set(
        body_background_fill="#f7f7f4",
        body_background_fill_dark="#131518",
        block_background_fill="transparent",
        block_border_width="0px",
        block_shadow="none",
        block_label_text_size="0.86rem",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1c1f23",
        input_border_color="#cfcfc8",
        input_border_color_dark="#3a3f45",
        input_border_color_focus="#1f4470",
        input_border_color_focus_dark="#8fb0d8",
        button_primary_background_fill="#1f4470",
        button_primary_background_fill_hover="#18365a",
        button_primary_background_fill_dark="#2f5886",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_dark="#22262b",
        button_secondary_background_fill_hover="#ffffff",
        button_secondary_background_fill_hover_dark="#2a2f35",
        button_secondary_border_color="#cfcfc8",
        button_secondary_border_color_dark="#3a3f45",
    )
