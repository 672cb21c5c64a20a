// better-sqlite3 on SQLite: prepared statements, transactions, big integers, user functions, sessions that stay over a reset.

const Database = require("better-sqlite3");
const { ACCOUNTS, CUSTOMERS, Tenant, end, equal, fact } = require("./facts.js");

const NOW = "2025-05-06T07:08:09.123Z"; // as Date.toISOString writes it

function session(tenant) {
  const database = new Database(tenant.url.replace("sqlite:///", ""));
  database.pragma("foreign_keys = ON");
  return database;
}

function insert(database, table, cells) {
  const names = Object.keys(cells);
  const text = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((name) => `@${name}`).join(", ")}) RETURNING *`;
  return database.prepare(text).get(cells);
}

function customer(name, cells = {}) {
  return { country: "US", name, email: `${name}@example.com`, created_at: NOW, orders: 0, spent: 0.5, ...cells };
}

async function rows(database) {
  const one = (text, ...parameters) => database.prepare(text).pluck().get(...parameters);
  await fact("an insert without an id gets the next one", () => {
    const row = insert(database, "customers", customer("Ana"));
    equal([row.id, row.spent, row.created_at, row.phone], [CUSTOMERS + 1, 0.5, NOW, null]);
  });
  await fact("a nested transaction is rolled back and the one around it is committed", () => {
    const inner = database.transaction(() => {
      database.exec("DELETE FROM order_lines");
      throw new Error("no");
    });
    database.transaction(() => {
      database.prepare("UPDATE products SET price = ? WHERE id = 1").run(987.65);
      try {
        inner();
      } catch (error) {
        equal(error.message, "no");
      }
    })();
    equal([one("SELECT price FROM products WHERE id = 1"), one("SELECT count(*) > 0 FROM order_lines")], [987.65, 1]);
  });
  await fact("instants are compared by SQLite's functions, decimals as numbers", () => {
    equal(one("SELECT count(*) FROM customers WHERE date(created_at) = '2025-05-06' AND name = 'Ana'"), 1);
    const totals = database.prepare("SELECT total FROM orders").pluck().all();
    equal(database.prepare("SELECT total FROM orders ORDER BY total").pluck().all(), [...totals].sort((left, right) => left - right));
    equal(one("SELECT max(total) FROM orders"), Math.max(...totals));
  });
  await fact("a function of the application's own and rows one by one", () => {
    database.function("half", { deterministic: true }, (number) => number / 2);
    const read = database.prepare("SELECT id, half(total) AS half FROM orders ORDER BY id").iterate();
    equal(read.next().value.id, 1);
    read.return();
  });
}

async function types(database, tenant) {
  await fact("every type comes back as it was written", () => {
    const cells = {
      code: "mine", active: 1, tiny: -7, small: 123456, large: 2n ** 60n, price: 1234567.89, rate: 0.12345678, score: 0.1, born: "1999-12-31",
      seen_at: NOW, profile: JSON.stringify({ seats: 1, plan: "basic" }), mood: "calm", note: null,
    };
    const id = "00000000-0000-4000-8000-000000000001";
    insert(database, "accounts", { ...cells, id });
    const row = database.prepare("SELECT * FROM accounts WHERE id = ?").get(id);
    equal(BigInt(database.prepare("SELECT large FROM accounts WHERE id = ?").safeIntegers().pluck().get(id)), cells.large);
    equal(Object.fromEntries(Object.keys(cells).map((column) => [column, row[column]])), { ...cells, large: Number(cells.large) });
    database.prepare("DELETE FROM accounts WHERE id = ?").run(id);
  });
  await fact("JSON and instants that are parsed and written again are equal to the seed", () => {
    const update = database.prepare("UPDATE accounts SET profile = ?, seen_at = ? WHERE id = ?");
    const again = (text) => text && `${new Date(`${text.slice(0, 10)}T${text.slice(11, 23)}Z`).toISOString().slice(0, -1)}${text.slice(23)}Z`;
    for (const { id, profile, seen_at: seen } of database.prepare("SELECT id, profile, seen_at FROM accounts").all()) {
      const { plan, ...rest } = JSON.parse(profile);
      update.run(JSON.stringify({ ...rest, plan }, null, 2), again(seen), id);
    }
    tenant.equalsSeed();
  });
}

async function overAReset(tenant, text, expected, afterwards = () => {}) {
  const sessions = [session(tenant), session(tenant)];
  const statements = sessions.map((database) => database.prepare(text));
  statements.forEach((statement) => statement.all());
  tenant.reset();
  for (const statement of statements) equal(statement.all().length, expected, "rows after the reset");
  tenant.equalsSeed();
  afterwards(sessions[0]);
  sessions.forEach((database) => database.close());
}

async function main() {
  const [shop, other] = [new Tenant("shop"), new Tenant("types")];
  for (const [tenant, facts] of [[shop, rows], [other, types]]) {
    const database = session(tenant);
    await facts(database, tenant);
    database.close();
  }
  await fact("diff counts what the application has changed", () => equal(shop.differsIn(), { products: [0, 1, 0], customers: [1, 0, 0] }));
  await fact("sessions and their statements outlive a reset, and the next insert gets the seed's next id", () =>
    overAReset(shop, "SELECT id, name FROM customers", CUSTOMERS, (database) => {
      equal(insert(database, "customers", customer("After")).id, CUSTOMERS + 1);
    }));
  await fact("statements on every type outlive a reset", () => overAReset(other, "SELECT * FROM accounts", ACCOUNTS));
  end();
}

main();
