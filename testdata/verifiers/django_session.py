"""django-otp: its TOTPDevice, in a database in memory, at times of our own."""
import sys

try:
    import django
    from django.conf import settings
    import django_otp  # noqa: F401
except ImportError:
    sys.exit(print("python3-django-otp", file=sys.stderr) or 69)

settings.configure(
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django_otp",
        "django_otp.plugins.otp_totp",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    OTP_TOTP_THROTTLE_FACTOR=0,
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django_otp.plugins.otp_totp import models  # noqa: E402

call_command("migrate", verbosity=0)
user = get_user_model().objects.create(username="alice")


class Clock:
    now = 0

    @classmethod
    def time(cls):
        return cls.now


models.time = Clock


def new():
    return models.TOTPDevice.objects.create(user=user, key="3132333435363738393031323334353637383930")


device = new()
for line in sys.stdin:
    if line.strip() == "new":
        device = new()
        print(0)
        continue
    at, code = line.split()
    Clock.now = int(at)
    print(int(device.verify_token(code)))
