// node-postgres on PostgreSQL: parameters, named statements, cursors, COPY streams, a pool, notifications.

const { Client, Pool } = require("pg");
const Cursor = require("pg-cursor");
const { from: copyFrom } = require("pg-copy-streams");
const { once } = require("events");
const { pipeline } = require("stream/promises");
const { Readable } = require("stream");
const { ACCOUNTS, CUSTOMERS, Tenant, end, equal, fact } = require("./facts.js");

const NOW = new Date("2025-05-06T07:08:09.123Z");

async function insert(client, tenant, table, cells) {
  const row = tenant.row(cells);
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  const text = `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${places.join(", ")}) RETURNING *`;
  return (await client.query(text, Object.values(row))).rows[0];
}

function customer(name, cells = {}) {
  return { country: "US", name, email: `${name}@example.com`, created_at: NOW, orders: 0, spent: "0.50", ...cells };
}

async function rows(client, shop) {
  await fact("an insert without an id gets the next one", async () => {
    const row = await insert(client, shop, "customers", customer("Ana"));
    equal([row.id, row.spent, row.created_at], [`${CUSTOMERS + 1}`, "0.50", NOW]);
  });
  await fact("a savepoint is rolled back and the transaction around it is committed", async () => {
    await client.query("BEGIN");
    await client.query(`UPDATE products SET price = 987.65 WHERE ${shop.mine} AND id = 1`);
    await client.query("SAVEPOINT inner_part");
    await client.query(`DELETE FROM order_lines WHERE ${shop.mine}`);
    await client.query("ROLLBACK TO SAVEPOINT inner_part");
    await client.query("COMMIT");
    const { rows } = await client.query(`SELECT price FROM products WHERE ${shop.mine} AND id = 1`);
    equal(rows[0].price, "987.65");
  });
  await fact("a named statement runs more than five times", async () => {
    for (let run = 0; run < 8; run += 1) {
      const query = { name: "of a customer", text: `SELECT id FROM orders WHERE ${shop.mine} AND id = $1`, values: [2] };
      equal((await client.query(query)).rows, [{ id: "2" }]);
    }
  });
  await fact("a cursor reads in parts", async () => {
    const cursor = client.query(new Cursor(`SELECT id FROM orders WHERE ${shop.mine} ORDER BY id`));
    equal((await cursor.read(2)).map((row) => row.id), ["1", "2"]);
    equal((await cursor.read(2)).map((row) => row.id), ["3", "4"]);
    await cursor.close();
  });
  if (shop.takesCopy) await fact("COPY gives the rows ids", async () => {
    const cells = Object.keys(shop.row(customer("Copied")));
    const lines = ["Copied1", "Copied2"].map((name) => Object.values(shop.row({ ...customer(name), created_at: NOW.toISOString() })).join("\t") + "\n");
    await pipeline(Readable.from(lines), client.query(copyFrom(`COPY customers (${cells.join(", ")}) FROM STDIN`)));
    const { rows } = await client.query(`SELECT count(DISTINCT id)::integer FROM customers WHERE ${shop.mine} AND id > $1`, [CUSTOMERS]);
    equal(rows[0].count, 3);
  });
  await fact("a session that listens is notified", async () => {
    await client.query(`LISTEN "${shop.name}_news"`);
    const heard = once(client, "notification");
    await client.query("SELECT pg_notify($1, 'hello')", [`${shop.name}_news`]);
    equal((await heard)[0].payload, "hello");
  });
}

async function types(client, tenant) {
  await fact("every type comes back as it was written", async () => {
    const cells = {
      code: "mine", active: true, tiny: -7, small: 123456, large: `${2 ** 40}`, price: "1234567.89", rate: "0.12345678", score: 0.1,
      seen_at: NOW, profile: { plan: "basic", seats: 1 }, mood: "calm", note: null,
    };
    const id = "00000000-0000-4000-8000-000000000001";
    await insert(client, tenant, "accounts", { ...cells, id, born: "1999-12-31" });
    const { rows } = await client.query(`SELECT *, born::text AS day FROM accounts WHERE ${tenant.mine} AND id = $1`, [id]);
    equal(Object.fromEntries(Object.keys(cells).map((column) => [column, rows[0][column]])), cells);
    equal([rows[0].id, rows[0].day], [id, "1999-12-31"]);
  });
}

async function overAReset(tenant, text, expected, afterwards = async () => {}) {
  const pool = new Pool({ connectionString: tenant.url, max: 2 });
  const clients = [await pool.connect(), await pool.connect()];
  const query = { name: "all of them", text };
  for (const client of clients) {
    for (let run = 0; run < 7; run += 1) await client.query(query);
  }
  tenant.reset();
  for (const client of clients) equal((await client.query(query)).rowCount, expected, "rows after the reset");
  await afterwards(clients[0]);
  clients.forEach((client) => client.release());
  await pool.end();
}

async function main() {
  const [shop, other] = [new Tenant("shop"), new Tenant("types")];
  for (const [tenant, facts] of [[shop, rows], [other, types]]) {
    const client = new Client({ connectionString: tenant.url });
    await client.connect();
    await facts(client, tenant);
    await client.end();
  }
  await fact("diff counts what the application has changed", () => equal(shop.differsIn(), { products: [0, 1, 0], customers: [shop.takesCopy ? 3 : 1, 0, 0] }));
  await fact("a pool and its named statements outlive a reset, and the next insert gets the seed's next id", () =>
    overAReset(shop, `SELECT id, name FROM customers WHERE ${shop.mine}`, CUSTOMERS, async (client) => {
      equal((await insert(client, shop, "customers", customer("After"))).id, `${CUSTOMERS + 1}`);
    }));
  await fact("statements on every type outlive a reset", async () => {
    await overAReset(other, `SELECT * FROM accounts WHERE ${other.mine}`, ACCOUNTS);
    other.equalsSeed();
  });
  end();
}

main();
