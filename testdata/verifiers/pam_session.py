"""pam_google_authenticator.so through PAM, at times of our own.

One process asks PAM again and again, as pamtester would once; libfaketime,
which has to be preloaded, gives the module each question's time. Without it this
script starts itself again with it.

The first argument is WINDOW_SIZE, more are options of the module. Each question of a grid goes to a new account,
whose STEP_SIZE is the question's period.
"""
import ctypes
import ctypes.util
import glob
import os
import pwd
import sys
import tempfile

FAKETIME = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
MODULE = glob.glob("/usr/lib/*/security/pam_google_authenticator.so") + glob.glob("/lib/*/security/pam_google_authenticator.so")
if not FAKETIME or not MODULE:
    sys.exit(print("libpam-google-authenticator or libfaketime", file=sys.stderr) or 69)
if "libfaketime" not in os.environ.get("LD_PRELOAD", ""):
    # The absolute form of a time stands still; it is read anew each time.
    env = dict(os.environ, LD_PRELOAD=FAKETIME[0], FAKETIME_NO_CACHE="1", FAKETIME_FMT="%s", FAKETIME="1000000000", TZ="UTC")
    os.execve(sys.executable, [sys.executable] + sys.argv, env)

pam = ctypes.CDLL("libpam.so.0")
libc = ctypes.CDLL("libc.so.6")
libc.calloc.restype = ctypes.c_void_p
libc.strdup.restype = ctypes.c_void_p
libc.strdup.argtypes = [ctypes.c_char_p]


class Message(ctypes.Structure):
    _fields_ = [("style", ctypes.c_int), ("text", ctypes.c_char_p)]


class Response(ctypes.Structure):
    _fields_ = [("text", ctypes.c_void_p), ("code", ctypes.c_int)]


CONV = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_int, ctypes.POINTER(ctypes.POINTER(Message)),
    ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p)


class Conversation(ctypes.Structure):
    _fields_ = [("function", CONV), ("data", ctypes.c_void_p)]


answer = b""


def converse(count, messages, responses, _):
    memory = libc.calloc(count, ctypes.sizeof(Response))
    replies = ctypes.cast(memory, ctypes.POINTER(Response))
    for i in range(count):
        replies[i].text = libc.strdup(answer)
    responses[0] = memory
    return 0


conversation = Conversation(CONV(converse), None)
user = pwd.getpwuid(os.getuid()).pw_name.encode()
place = tempfile.mkdtemp()
state = os.path.join(place, "state")
service = os.path.join(place, "codeclock")
with open(service, "w") as f:
    f.write(f"auth required {MODULE[0]} secret={state} user={user.decode()} no_strict_owner {' '.join(sys.argv[2:])}\n")
# PAM reads its "other" service too, and must find one.
with open(os.path.join(place, "other"), "w") as f:
    f.write("auth required pam_deny.so\n")


def new(period=30):
    with open(state, "w") as f:
        f.write("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n")
        f.write(f'" WINDOW_SIZE {sys.argv[1]}\n" STEP_SIZE {period}\n" TOTP_AUTH\n')
    os.chmod(state, 0o600)


def authenticate(at, code):
    global answer
    answer = code.encode()
    os.environ["FAKETIME"] = at
    handle = ctypes.c_void_p()
    started = pam.pam_start_confdir(b"codeclock", user, ctypes.byref(conversation), place.encode(), ctypes.byref(handle))
    if started != 0:
        sys.exit(f"pam_start_confdir: {started}")
    result = pam.pam_authenticate(handle, 0)
    pam.pam_end(handle, result)
    return result == 0


new()
try:
    for line in sys.stdin:
        words = line.split()
        if words == ["new"]:
            new()
            print(0)
        elif len(words) == 5:  # of a grid: PERIOD PAST FUTURE TIME CODE
            new(words[0])
            print(int(authenticate(words[3], words[4])))
        else:
            print(int(authenticate(*words)))
finally:
    for name in os.listdir(place):
        os.unlink(os.path.join(place, name))
    os.rmdir(place)
