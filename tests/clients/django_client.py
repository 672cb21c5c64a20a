"""Django 5 by unmanaged models: with psycopg on PostgreSQL, with sqlite3 on SQLite."""

import datetime
import uuid
from decimal import Decimal

import django
from django.conf import settings

from facts import ACCOUNTS, CUSTOMERS, LAYOUT, Tenant, end, equal, fact, seed_accounts

ON_POSTGRES = LAYOUT != "sqlite"
SHOP, TYPES = Tenant("shop"), Tenant("types")
NOW = datetime.datetime(2025, 5, 6, 7, 8, 9, 123456, tzinfo=datetime.timezone.utc)


def database(tenant):
    """The address of a tenant as Django's settings have it."""
    if not ON_POSTGRES:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": tenant.url.removeprefix("sqlite:///")}
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(tenant.url)
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    known = {names[part]: text for part, text in parts.items() if part in names}
    others = {part: text for part, text in parts.items() if part not in names}
    return {"ENGINE": "django.db.backends.postgresql", **known, "OPTIONS": others}


def pooled(parts):
    """The same with sessions that a pool keeps, and statements that the server prepares."""
    if not ON_POSTGRES:
        return {**parts, "CONN_MAX_AGE": None}
    pool = {"pool": {"min_size": 2, "max_size": 2}, "server_side_binding": True}
    return {**parts, "OPTIONS": {**parts["OPTIONS"], **pool}}


settings.configure(
    DATABASES={"default": database(SHOP), "types": database(TYPES), "pooled": pooled(database(SHOP)), "pooled_types": pooled(database(TYPES))},
    USE_TZ=True, TIME_ZONE="UTC", DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()

from django.db import IntegrityError, connection, connections, models, transaction  # noqa: E402
from django.db.models import F, Max, Sum  # noqa: E402


class Mine(models.Manager):
    """The tenant's rows: in shared tables, the role of the applications sees those of all tenants."""

    def get_queryset(self):
        query = super().get_queryset()
        return query.filter(tenant_id=self.model.tenant.name) if self.model.tenant.says_tenant else query


def counted(tenant):
    """An id that the database counts."""
    if not tenant.says_tenant:
        return {"id": models.BigAutoField(primary_key=True)}
    # Only the key of one column can be an AutoField. A default of the database leaves the id to it.
    return {"pk": models.CompositePrimaryKey("tenant_id", "id"), **tenant_field(tenant), "id": models.BigIntegerField(db_default=0)}


def tenant_field(tenant):
    return {"tenant_id": models.TextField(default=tenant.name)} if tenant.says_tenant else {}


def reference(tenant, to, column):
    """A reference and its column; a key of two columns needs the general form."""
    if not tenant.says_tenant:
        return models.ForeignKey(to, models.DO_NOTHING, db_column=column)
    both = {"from_fields": ("tenant_id", column), "to_fields": ("tenant_id", "id")}
    return models.ForeignObject(to, models.DO_NOTHING, **both)


def model(tenant, name, table, fields):
    meta = type("Meta", (), {"managed": False, "db_table": table, "app_label": "clients"})
    parts = {"__module__": __name__, "Meta": meta, "tenant": tenant, "objects": Mine(), **fields}
    return type(name, (models.Model,), parts)


def money(digits=18, places=2, **options):
    return models.DecimalField(max_digits=digits, decimal_places=places, **options)


Product = model(SHOP, "Product", "products", {
    **counted(SHOP), "sku": models.TextField(unique=not SHOP.says_tenant), "name": models.TextField(), "price": money()})
Customer = model(SHOP, "Customer", "customers", {
    **counted(SHOP), "country": models.TextField(), "name": models.TextField(), "email": models.TextField(), "phone": models.TextField(null=True),
    "created_at": models.DateTimeField(auto_now_add=True), "orders": models.IntegerField(default=0), "spent": money(default=0)})
Order = model(SHOP, "Order", "orders", {
    **counted(SHOP), **({"customer_id": models.BigIntegerField()} if SHOP.says_tenant else {}),
    "customer": reference(SHOP, Customer, "customer_id"), "placed_at": models.DateTimeField(), "status": models.TextField(),
    "shipped_at": models.DateTimeField(null=True), "total": money()})
UUID_KEY = {"id": models.UUIDField(primary_key=True, default=uuid.uuid4)}
Account = model(TYPES, "Account", "accounts", {
    **(UUID_KEY if not TYPES.says_tenant else {
        "pk": models.CompositePrimaryKey("tenant_id", "id"), **tenant_field(TYPES), "id": models.UUIDField(default=uuid.uuid4)}),
    "code": models.TextField(), "active": models.BooleanField(), "tiny": models.SmallIntegerField(), "small": models.IntegerField(),
    "large": models.BigIntegerField(), "price": money(), "rate": money(12, 8), "score": models.FloatField(), "born": models.DateField(),
    "seen_at": models.DateTimeField(null=True), "profile": models.JSONField(), "mood": models.TextField(), "note": models.TextField(null=True)})
KEY_OF_ENTRIES = ["tenant_id", "account_id", "line_no"] if TYPES.says_tenant else ["account_id", "line_no"]
Entry = model(TYPES, "Entry", "entries", {
    "pk": models.CompositePrimaryKey(*KEY_OF_ENTRIES), **tenant_field(TYPES), "account_id": models.UUIDField(), "line_no": models.IntegerField(),
    "account_code": models.TextField(), "amount": money(), "booked_at": models.DateTimeField()})


def objects():
    with fact("objects are read with those that belong to them"):
        order = Order.objects.select_related("customer").order_by("id").first()
        equal((order.id, order.customer.id, type(order.customer.spent)), (1, order.customer_id, Decimal))
        equal(order.placed_at.utcoffset(), datetime.timedelta(0))
    with fact("an object that is created gets the next id, with auto_now_add and a new country"):
        ana = Customer.objects.create(country="US", name="Ana", email="ana@example.com", spent=Decimal("12.34"))
        equal(ana.id, CUSTOMERS + 1)
        read = Customer.objects.get(id=ana.id)
        equal((read.spent, read.created_at, read.phone), (Decimal("12.34"), ana.created_at, None))
    with fact("a child of it, outside of what the seed was drawn from"):
        child = Order.objects.create(customer=ana, placed_at=NOW, status="paid", total=Decimal("987.65"))
        equal(Order.objects.get(customer__name="Ana").id, child.id)
    with fact("a parent's unique value can be changed"):
        product = Product.objects.get(id=1)
        product.sku, product.price = "NEW-0001", Decimal("987.65")
        product.save()
        equal(Product.objects.filter(sku="NEW-0001").update(price=F("price") + 1), 1)
        product.refresh_from_db()
        equal(product.price, Decimal("988.65"))
    with fact("a value that is there already is refused, and the transaction continues"):
        with transaction.atomic():
            try:
                with transaction.atomic():
                    Product.objects.create(sku="NEW-0001", name="x", price=1)
                raise AssertionError("the second NEW-0001 was taken")
            except IntegrityError:
                pass
            Product.objects.filter(id=2).update(name="Kept")
        equal(Product.objects.get(id=2).name, "Kept")
    with fact("get_or_create and update_or_create"):
        cells = {"name": "x", "price": Decimal(1)}
        equal(Product.objects.get_or_create(sku="NEW-0001", defaults=cells)[1], False)
        made, is_new = Product.objects.get_or_create(sku="NEW-0002", defaults=cells)
        equal((is_new, made.price), (True, Decimal(1)))
        equal(Product.objects.update_or_create(sku="NEW-0002", defaults={"price": Decimal(2)})[1], False)
    with fact("bulk_create gives ids, ignores conflicts and updates them"):
        many = Customer.objects.bulk_create([
            Customer(country="US", name=f"Many{n}", email=f"many{n}@example.com", created_at=NOW) for n in range(3)])
        equal([made.id for made in many], [many[0].id + n for n in range(3)])
        again = [Product(sku="NEW-0001", name="y", price=Decimal("9.99"))]
        Product.objects.bulk_create(again, ignore_conflicts=True)
        equal(Product.objects.get(sku="NEW-0001").name != "y", True)
        if LAYOUT != "shared" or SHOP.says_tenant:
            key = ["tenant_id", "sku"] if SHOP.says_tenant else ["sku"]
            Product.objects.bulk_create(again, update_conflicts=True, unique_fields=key, update_fields=["name", "price"])
            equal(Product.objects.get(sku="NEW-0001").price, Decimal("9.99"))
    with fact("rows are read in parts, sorted and added up as numbers"):
        totals = [order.total for order in Order.objects.iterator(chunk_size=7)]
        equal(Order.objects.aggregate(Max("total"), Sum("total")), {"total__max": max(totals), "total__sum": sum(totals)})
        equal([order.total for order in Order.objects.order_by("total")], sorted(totals))
        equal(Order.objects.filter(total__gte=Decimal("100")).count(), len([total for total in totals if total >= 100]))
    with fact("instants are compared as such"):
        equal(Order.objects.filter(placed_at=NOW).count(), 1)
        after = Order.objects.filter(placed_at__gt=NOW - datetime.timedelta(seconds=1))
        equal(after.count(), len([order for order in Order.objects.all() if order.placed_at >= NOW]))
        equal(Order.objects.filter(placed_at__date=NOW.date(), placed_at__hour=7).count(), 1)


def types():
    cells = dict(
        code="mine", active=True, tiny=-7, small=123_456, large=2**40, price=Decimal("1234567.89"), rate=Decimal("0.12345678"),
        score=0.1, born=datetime.date(1999, 12, 31), seen_at=NOW, profile={"plan": "basic", "seats": 1}, mood="glad", note=None)
    accounts = Account.objects.using("types")
    with fact("what the seed holds is read as the spec makes it"):
        for wanted in seed_accounts(TYPES):
            found = accounts.get(id=wanted["id"])
            equal({column: getattr(found, column) for column in wanted}, wanted)
    with fact("rows that are saved again are equal to the seed"):
        for rows in (accounts, Entry.objects.using("types")):
            for row in rows.all():
                row.save()
        TYPES.equals_seed()
    with fact("verify and diff show exactly what was changed"):
        one, two = accounts.order_by("id")[:2]
        before = one.profile, two.active, two.born, two.price
        one.profile = {**one.profile, "seats": 2}
        two.active, two.born, two.price = not two.active, two.born + datetime.timedelta(days=1), two.price + Decimal("0.01")
        one.save()
        two.save()
        equal(sorted(TYPES.changed_columns()), [("accounts", ["active", "born", "price"]), ("accounts", ["profile"])])
        equal(TYPES.differing_columns(), {"accounts": ["active", "born", "price", "profile"]})
        one.profile, two.active, two.born, two.price = before
        one.save()
        two.save()
        TYPES.equals_seed()
    with fact("every type comes back as it was written"):
        key = accounts.create(**cells).id
        account = accounts.get(id=key)
        equal({column: getattr(account, column) for column in cells}, cells)
        for condition in ({"id": key}, {"seen_at": NOW}, {"born__lt": datetime.date(2000, 1, 1)}, {"price": cells["price"]},
                          {"profile__plan": "basic"}, {"mood": "glad"}, {"active": True}):
            equal(accounts.filter(code="mine", **condition).count(), 1, str(condition))
    with fact("a row of a composite key is found and changed by it"):
        entries = Entry.objects.using("types")
        entry = entries.create(account_id=key, line_no=10, account_code="mine", amount=Decimal("1.10"), booked_at=NOW)
        entries.filter(pk=entry.pk).update(amount=F("amount") + 1)
        equal(entries.get(pk=entry.pk).amount, Decimal("2.10"))
    if ON_POSTGRES:
        with fact("introspection finds the tables, their columns and keys"), connections["types"].cursor() as cursor:
            found = connections["types"].introspection
            equal("accounts" in found.table_names(cursor), True)
            described = {column.name for column in found.get_table_description(cursor, "accounts")}
            equal(set(cells) | {"id"}, described - {"tenant_id"})


def over_a_reset(tenant, name, model, expected):
    """Sessions that are open while the tenant is reset."""
    rows = model.objects.using(name)
    for _ in range(7):
        equal(len(rows.all()) >= expected, True, "rows before the reset")
    tenant.reset()
    equal(len(rows.all()), expected, "rows after the reset")
    tenant.equals_seed()


objects()
types()
with fact("diff counts what the application has changed"):
    equal(SHOP.differs_in(), {"products": (1, 2, 0), "customers": (4, 0, 0), "orders": (1, 0, 0)})
    equal(TYPES.differs_in(), {"accounts": (1, 0, 0), "entries": (1, 0, 0)})
with fact("a pool and its prepared statements outlive a reset and see the seed"):
    over_a_reset(SHOP, "pooled", Customer, CUSTOMERS)
with fact("the first object after a reset gets the seed's next id, on sessions from before"):
    equal(Customer.objects.create(country="US", name="Ana", email="ana@example.com").id, CUSTOMERS + 1)
with fact("statements on every type outlive a reset"):
    over_a_reset(TYPES, "pooled_types", Account, ACCOUNTS)
connections.close_all()
end()
