// Applies the migrations and records them as `prisma migrate deploy` does.
const { createHash, randomUUID } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { Client } = require("pg");

const MIGRATIONS = path.join(__dirname, "prisma", "migrations");
const RECORDS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

async function main() {
    const client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query(RECORDS);
    for (const name of fs.readdirSync(MIGRATIONS).filter((name) => name !== "migration_lock.toml").sort()) {
        const script = fs.readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
        await client.query(script);
        await client.query(
            `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count") VALUES ($1, $2, $3, now(), 1)`,
            [randomUUID(), createHash("sha256").update(script).digest("hex"), name],
        );
    }
    await client.end();
}

main();
