"""Keys of all kinds at verifiers that are left at their defaults.

A line is: library, time, code. The secret is RFC 4226's.
"""
import datetime
import sys

try:
    import pyotp
    from django_otp.oath import TOTP as DjangoTOTP
    from passlib.totp import TOTP as PasslibTOTP, TokenError
except ImportError as missing:
    sys.exit(print(missing.name, file=sys.stderr) or 69)

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def passes_pyotp(at, code):
    return pyotp.TOTP(SECRET).verify(code, for_time=datetime.datetime.fromtimestamp(at))


def passes_django(at, code):
    totp = DjangoTOTP(b"12345678901234567890")
    totp.time = at
    return code.isdigit() and len(code) == 6 and totp.verify(int(code), 1)


def passes_passlib(at, code):
    try:
        PasslibTOTP(SECRET).match(code, time=at)
        return True
    except (TokenError, ValueError):
        return False


JUDGES = {"pyotp": passes_pyotp, "django-otp": passes_django, "passlib": passes_passlib}
for line in sys.stdin:
    library, at, code = line.split()
    print(int(bool(JUDGES[library](int(at), code))))
