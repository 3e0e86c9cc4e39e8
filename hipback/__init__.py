"""hipback asks about low back pain: warning signs first, then hip and back signs. It never diagnoses."""
