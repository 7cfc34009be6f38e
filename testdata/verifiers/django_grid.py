"""django-otp: the tolerance of its oath module, a number of steps both ways."""
import sys

try:
    from django_otp.oath import TOTP
except ImportError:
    sys.exit(print("python3-django-otp", file=sys.stderr) or 69)

for line in sys.stdin:
    period, past, future, at, code = line.split()
    assert past == future
    totp = TOTP(b"12345678901234567890", step=int(period))
    totp.time = int(at)
    print(int(totp.verify(int(code), tolerance=int(past) // int(period))))
