"""What of a bank can be read and should be better: hard words, options that mislead, ends that hang loose."""

from hipback.lint.alike import check_alike
from hipback.lint.caps import check_caps
from hipback.lint.loose_ends import check_loose_ends
from hipback.lint.options import check_options
from hipback.lint.scales import check_scales
from hipback.lint.wording import check_wording
from hipback.written import Written


def lint(written: Written) -> None:
    """Note every finding at its place, among the problems of the bank."""
    check_wording(written)
    check_options(written)
    check_alike(written)
    check_scales(written)
    check_caps(written)
    check_loose_ends(written)
