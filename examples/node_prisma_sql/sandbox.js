// A copy of the database that was prepared, for each file of tests: node --test runs files at the same time.
const path = require("node:path");
const { after, before, beforeEach } = require("node:test");
const { Client, Pool } = require("pg");

const original = new Client({ connectionString: process.env.DATABASE_URL });

// Where a database is, on the server of the original.
function at(database) {
    const { host, port, user, password } = original;
    return { host, port, user, password, database };
}

async function onServer(sql) {
    const server = new Client(at("postgres"));
    await server.connect();
    await server.query(sql);
    await server.end();
}

function sandbox(file) {
    const copy = `${original.database}_${path.basename(file, ".test.js")}`;
    const pool = new Pool({ ...at(copy), max: 4 });

    before(async () => {
        await onServer(`DROP DATABASE IF EXISTS "${copy}"`);
        await onServer(`CREATE DATABASE "${copy}" TEMPLATE "${original.database}"`);
    });
    beforeEach(async () => {
        await pool.query("SELECT reseed.reset('ci')");
    });
    after(async () => {
        await pool.end();
        await onServer(`DROP DATABASE "${copy}"`);
    });
    return pool;
}

module.exports = { sandbox };
