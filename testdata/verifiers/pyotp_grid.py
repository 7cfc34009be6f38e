"""pyotp: valid_window, a number of steps both ways."""
import datetime
import sys

try:
    import pyotp
except ImportError:
    sys.exit(print("python3-pyotp", file=sys.stderr) or 69)

for line in sys.stdin:
    period, past, future, at, code = line.split()
    assert past == future
    totp = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", interval=int(period))
    when = datetime.datetime.fromtimestamp(int(at))
    print(int(totp.verify(code, for_time=when, valid_window=int(past) // int(period))))
