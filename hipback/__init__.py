"""hipback asks about low back pain: warning signs first, then hip and back signs. It never diagnoses."""

__version__ = "1.0.0"
RECORD_FORMAT = "hipback-record/1"
SHARED_FORMAT = "hipback-shared/1"
