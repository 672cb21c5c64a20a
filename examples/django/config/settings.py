"""DATABASE_URL names the database of the application. Test databases are copies of it: see TEST."""

import os

from psycopg.conninfo import conninfo_to_dict

ADDRESS = conninfo_to_dict(os.environ["DATABASE_URL"])
NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **{NAMES[part]: text for part, text in ADDRESS.items() if part in NAMES},
        # Tables, rows and the schema "reseed" come with the copy, so "migrate" has nothing to do.
        "TEST": {"TEMPLATE": ADDRESS["dbname"]},
    }
}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "library"]
ROOT_URLCONF = "config.urls"
SECRET_KEY = "only for this example"
ALLOWED_HOSTS = ["testserver"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
