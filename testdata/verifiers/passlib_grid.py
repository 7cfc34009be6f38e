"""passlib.totp: a window in seconds, the same both ways."""
import sys

try:
    from passlib.totp import TOTP, TokenError
except ImportError:
    sys.exit(print("python3-passlib", file=sys.stderr) or 69)

for line in sys.stdin:
    period, past, future, at, code = line.split()
    assert past == future
    totp = TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", period=int(period))
    try:
        totp.match(code, time=int(at), window=int(past))
        print(1)
    except TokenError:
        print(0)
