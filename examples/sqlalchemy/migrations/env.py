import os

from alembic import context

from ledger.models import Base
from ledger.seed import engine_at

with engine_at(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
