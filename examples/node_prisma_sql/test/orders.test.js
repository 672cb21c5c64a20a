const assert = require("node:assert");
const { test } = require("node:test");

const { pay, place } = require("../orders");
const { sandbox } = require("../sandbox");

const pool = sandbox(__filename);
const GRACE = "cmk1grace00008l5a1b2c3d4", HAMMER = "cmk1hammer0008l5a1b2c3d4", MANUAL = "cmk1manual0008l5a1b2c3d4";

async function stocks() {
    const { rows } = await pool.query(`SELECT "stock" FROM "Product" ORDER BY "sku"`);
    return rows.map((row) => row.stock);
}

test("the seed is there", async () => {
    assert.deepStrictEqual(await stocks(), [10, 2]);
    const { rows } = await pool.query(`SELECT count(*)::int AS n FROM "Order"`);
    assert.strictEqual(rows[0].n, 1);
});

test("an order takes products from the stock", async () => {
    const order = await place(pool, GRACE, { [HAMMER]: 3, [MANUAL]: 1 });
    assert.strictEqual(order.number, 2, "the first number after the seed's");
    assert.deepStrictEqual(await stocks(), [7, 1]);
});

test("an order for more than there is changes nothing", async () => {
    await assert.rejects(place(pool, GRACE, { [HAMMER]: 1, [MANUAL]: 3 }), /not enough/);
    assert.deepStrictEqual(await stocks(), [10, 2]);
});

test("of four orders at once for two manuals two are placed", async () => {
    const placed = await Promise.allSettled([1, 2, 3, 4].map(() => place(pool, GRACE, { [MANUAL]: 1 })));
    assert.strictEqual(placed.filter((each) => each.status === "fulfilled").length, 2);
    assert.deepStrictEqual(await stocks(), [10, 0]);
});

test("an order is paid", async () => {
    const order = await place(pool, GRACE, { [HAMMER]: 1 });
    await pay(pool, order.id);
    const { rows } = await pool.query(`SELECT "number" FROM "Order" WHERE "status" = 'PAID' ORDER BY "number"`);
    assert.deepStrictEqual(rows.map((row) => row.number), [1, 2]);
});
