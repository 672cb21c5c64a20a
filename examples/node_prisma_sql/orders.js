// What the application does, with the statements that Prisma's client sends.
const { randomBytes } = require("node:crypto");

const id = () => `cmk${randomBytes(11).toString("hex")}`;

async function transaction(pool, work) {
    const client = await pool.connect();
    try {
        await client.query("BEGIN");
        const result = await work(client);
        await client.query("COMMIT");
        return result;
    } catch (error) {
        await client.query("ROLLBACK");
        throw error;
    } finally {
        client.release();
    }
}

// Places an order for some products of a user, and takes them from the stock.
function place(pool, userId, quantities) {
    return transaction(pool, async (client) => {
        const { rows } = await client.query(
            `INSERT INTO "public"."Order" ("id","status","userId","createdAt") VALUES ($1,CAST($2::text AS "public"."OrderStatus"),$3,$4)
             RETURNING "public"."Order"."id", "public"."Order"."number"`,
            [id(), "OPEN", userId, new Date("2026-05-04T10:00:00Z")],
        );
        for (const [productId, quantity] of Object.entries(quantities)) {
            const taken = await client.query(
                `UPDATE "public"."Product" SET "stock" = ("public"."Product"."stock" - $1) WHERE ("public"."Product"."id" = $2 AND "public"."Product"."stock" >= $1)`,
                [quantity, productId],
            );
            if (taken.rowCount === 0) throw new Error(`not enough of product ${productId}`);
            await client.query(`INSERT INTO "public"."OrderLine" ("orderId","productId","quantity") VALUES ($1,$2,$3)`, [rows[0].id, productId, quantity]);
        }
        return rows[0];
    });
}

async function pay(pool, orderId) {
    await pool.query(`UPDATE "public"."Order" SET "status" = CAST($1::text AS "public"."OrderStatus") WHERE ("public"."Order"."id" = $2 AND 1=1)`, ["PAID", orderId]);
}

module.exports = { pay, place };
