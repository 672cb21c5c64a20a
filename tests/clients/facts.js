// What the Node.js scripts share: the command, the tenants, and facts that hold or fail with a message.

const { spawnSync } = require("child_process");

const LAYOUT = process.env.CLIENT_LAYOUT; // shared, schema or sqlite
const CUSTOMERS = 40; // of a shop
const ACCOUNTS = 12;

let failed = 0;

/** A line per fact; one that does not hold lets the others be tried and fails the script. */
async function fact(text, body) {
  try {
    await body();
    console.log(`ok     ${text}`);
  } catch (error) {
    failed += 1;
    const place = (error.stack || "").split("\n").find((line) => line.includes("_client.js")) || "";
    console.log(`FAILED ${text}: ${place.trim()}: ${error.message.replace(/\s+/g, " ")}`);
  }
}

function end() {
  process.exit(failed ? 1 : 0);
}

function equal(actual, expected, what = "value") {
  const [found, wanted] = [actual, expected].map((value) => JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${each}n` : each)));
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, got ${found}`);
}

/** What the command prints; it must end with this code. */
function reseed(code, ...words) {
  const done = spawnSync(process.env.RESEED, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (done.status !== code) throw new Error(`reseed ${words.join(" ")} ended with ${done.status}, not ${code}: ${done.stdout} ${done.stderr}`);
  return done.stdout;
}

/** A tenant as an application knows it. */
class Tenant {
  constructor(dataset) {
    this.name = process.env[`CLIENT_${dataset.toUpperCase()}`];
    // In shared tables the role of the applications sees all tenants, so its statements name the one that is meant.
    this.saysTenant = process.env.CLIENT_SAYS_TENANT.split(" ").includes(dataset);
    // Where a tenant has a role of its own, row-level security ties shared tables, and the server takes no COPY FROM.
    this.takesCopy = LAYOUT !== "shared" || this.saysTenant;
    this.mine = this.saysTenant ? `tenant_id = '${this.name}'` : "true";
    this.url = reseed(0, "url", this.name).trim();
  }

  /** The cells of a new row, with the tenant's where it must be given. */
  row(cells) {
    return this.saysTenant ? { tenant_id: this.name, ...cells } : cells;
  }

  reset() {
    // No other reset follows, so none needs a standby.
    reseed(0, "reset", this.name, ...(LAYOUT === "sqlite" ? [] : ["--standbys", "0"]));
  }

  /** The tables that differ from the seed: added, changed and removed rows. */
  differsIn() {
    const found = JSON.parse(reseed(1, "diff", this.name, "--samples", "0", "--json"));
    return Object.fromEntries(found.tables.map((table) => [table.table, [table.added, table.changed, table.removed]]));
  }

  equalsSeed() {
    reseed(0, "verify", this.name);
  }
}

module.exports = { ACCOUNTS, CUSTOMERS, LAYOUT, Tenant, end, equal, fact };
