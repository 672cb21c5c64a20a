// The rows that every test begins with.
const { Client } = require("pg");

const SEED = `
    INSERT INTO "User" ("id", "email", "name", "role", "updatedAt") VALUES
        ('cmk1ada0000008l5a1b2c3d4', 'ada@example.com', 'Ada', 'ADMIN', '2026-01-05 10:15:00'),
        ('cmk1grace00008l5a1b2c3d4', 'grace@example.com', NULL, 'USER', '2026-01-05 10:15:00');
    INSERT INTO "Category" ("name") VALUES ('tools'), ('books');
    INSERT INTO "Product" ("id", "sku", "price", "stock", "attributes") VALUES
        ('cmk1hammer0008l5a1b2c3d4', 'HAMMER', 19.90, 10, '{"weight": 1.2}'),
        ('cmk1manual0008l5a1b2c3d4', 'MANUAL', 45.00, 2, '{"pages": 300}');
    INSERT INTO "_CategoryToProduct" ("A", "B") VALUES (1, 'cmk1hammer0008l5a1b2c3d4'), (2, 'cmk1manual0008l5a1b2c3d4');
    INSERT INTO "Order" ("id", "userId", "tags", "status", "createdAt") VALUES
        ('cmk1order00008l5a1b2c3d4', 'cmk1grace00008l5a1b2c3d4', '{gift}', 'PAID', '2026-02-01 09:30:00.125');
    INSERT INTO "OrderLine" ("orderId", "productId", "quantity") VALUES ('cmk1order00008l5a1b2c3d4', 'cmk1manual0008l5a1b2c3d4', 1)`;

async function main() {
    const client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query(SEED);
    await client.end();
}

main();
