"""liboath, the library under oathtool: a window of steps both ways."""
import ctypes
import sys

try:
    oath = ctypes.CDLL("liboath.so.0")
except OSError:
    sys.exit(print("liboath0", file=sys.stderr) or 69)

if oath.oath_init() != 0:
    sys.exit("oath_init failed")
KEY = b"12345678901234567890"
validate = oath.oath_totp_validate
validate.argtypes = [
    ctypes.c_char_p, ctypes.c_size_t, ctypes.c_long, ctypes.c_uint,
    ctypes.c_long, ctypes.c_size_t, ctypes.c_char_p,
]
for line in sys.stdin:
    period, past, future, at, code = line.split()
    assert past == future
    steps = int(past) // int(period)
    print(int(validate(KEY, len(KEY), int(at), int(period), 0, steps, code.encode()) >= 0))
