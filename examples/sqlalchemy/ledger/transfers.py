from sqlalchemy import select

from .models import Account, Entry, Transfer


def account(session, owner):
    return session.scalars(select(Account).where(Account.owner == owner)).one()


def transfer(session, payer, payee, amount, **details):
    """Moves money and commits."""
    shares = [(account(session, payer), -amount), (account(session, payee), amount)]
    made = Transfer(details=details)
    session.add(made)
    for of, share in shares:
        of.balance += share
        made.entries.append(Entry(account=of, amount=share))
    session.commit()
    return made
