// Prints the package.json of this platform's tarball: node manifest.js Cargo.toml
const fs = require("node:fs");

const cargo = fs.readFileSync(process.argv[2], "utf8");
const field = (name) => cargo.match(new RegExp(`^${name} = "(.*)"$`, "m"))[1];
const libc = process.platform === "linux" ? { libc: [process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl"] } : {};

const manifest = {
    name: "reseed",
    version: field("version"),
    description: field("description"),
    license: field("license"),
    private: true,
    bin: { reseed: "bin/reseed" },
    os: [process.platform],
    cpu: [process.arch],
    ...libc,
};
console.log(JSON.stringify(manifest, null, 2));
