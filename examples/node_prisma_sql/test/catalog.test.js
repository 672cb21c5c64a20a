const assert = require("node:assert");
const { test } = require("node:test");

const { sandbox } = require("../sandbox");

const pool = sandbox(__filename);

async function one(sql, ...values) {
    const { rows } = await pool.query({ text: sql, values, rowMode: "array" });
    return rows[0];
}

test("a category is deleted with its place among the products", async () => {
    await pool.query(`DELETE FROM "public"."Category" WHERE ("public"."Category"."id" IN ($1) AND 1=1)`, [1]);
    assert.deepStrictEqual(await one(`SELECT count(*)::int FROM "_CategoryToProduct"`), [1]);
});

test("a category is there again, and the next one gets the next id", async () => {
    assert.deepStrictEqual(await one(`INSERT INTO "Category" ("name") VALUES ('toys') RETURNING "id"`), [3]);
    assert.deepStrictEqual(await one(`SELECT count(*)::int FROM "_CategoryToProduct"`), [2]);
});

test("a key that changes takes its references along", async () => {
    await pool.query(`UPDATE "User" SET "id" = 'moved' WHERE "email" = 'grace@example.com'`);
    assert.deepStrictEqual(await one(`SELECT "userId" FROM "Order"`), ["moved"]);
});

test("an upsert of a product", async () => {
    const upsert = `INSERT INTO "public"."Product" ("id","sku","price","attributes") VALUES ($1,$2,$3,$4)
        ON CONFLICT ("sku") DO UPDATE SET "price" = $3 WHERE ("public"."Product"."sku" = $2) RETURNING "id", "price"`;
    assert.deepStrictEqual(await one(upsert, "cmknew", "HAMMER", "21.50", "{}"), ["cmk1hammer0008l5a1b2c3d4", "21.50"]);
    assert.deepStrictEqual(await one(upsert, "cmknew", "SAW", "30", { teeth: 20 }), ["cmknew", "30.00"]);
});

test("prices, tags and attributes are the seed's", async () => {
    assert.deepStrictEqual(await one(`SELECT sum("price")::text, (SELECT "tags" FROM "Order") FROM "Product"`), ["64.90", ["gift"]]);
    assert.deepStrictEqual(await one(`SELECT "attributes" FROM "Product" WHERE "sku" = 'MANUAL'`), [{ pages: 300 }]);
    assert.deepStrictEqual(await one(`SELECT "userId" FROM "Order"`), ["cmk1grace00008l5a1b2c3d4"]);
});
