"""Lists of a known shape, by the name that a publishers file calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.lists import developers_italia, ecosystems, fr_accounts, nl_oss_register, us_code_json
from crawler.source import Preset

if TYPE_CHECKING:
    from crawler.lists.answer import Shape

SHAPES: dict[Preset, Shape] = {
    Preset.DEVELOPERS_ITALIA: developers_italia.SHAPE,
    Preset.NL_OSS_REGISTER: nl_oss_register.SHAPE,
    Preset.US_CODE_JSON: us_code_json.SHAPE,
    Preset.FR_ACCOUNTS: fr_accounts.SHAPE,
    Preset.ECOSYSTEMS: ecosystems.SHAPE,
}
