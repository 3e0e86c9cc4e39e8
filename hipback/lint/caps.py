"""Points that can never count, since one answer has more of them than its domain lets count."""

from hipback.errors import quote
from hipback.written import Written


def check_caps(written: Written) -> None:
    """Note each answer whose points alone are above the cap of their domain."""
    for indicator in written.bank.indicators.values():
        for domain in indicator.domains:
            for case, worth in (each for points in domain.points for each in points.cases):
                if worth > domain.cap:
                    answer = written.condition(case)
                    answer.wrong(
                        "HB415",
                        f"{quote(answer.text())} has {worth} points, and {quote(domain.id)} counts at most "
                        f"{domain.cap}: give fewer points, or raise the cap",
                    )
