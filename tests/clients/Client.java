// pgjdbc on PostgreSQL: generated keys, batches, prepared statements, cursors, COPY, notifications, over a reset.
// It is run as it stands: java -cp postgresql.jar Client.java

import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.util.PGobject;

public class Client {
    static final int CUSTOMERS = 40;
    static final int ACCOUNTS = 12;
    static final OffsetDateTime NOW = OffsetDateTime.parse("2025-05-06T07:08:09.123456Z");
    static boolean failed = false;

    interface Body {
        void run() throws Exception;
    }

    /** A line per fact; one that does not hold lets the others be tried and fails the program. */
    static void fact(String text, Body body) {
        try {
            body.run();
            System.out.println("ok     " + text);
        } catch (Exception error) {
            failed = true;
            String place = Arrays.stream(error.getStackTrace()).filter(frame -> "Client.java".equals(frame.getFileName()))
                .filter(frame -> !"equal".equals(frame.getMethodName())).map(Object::toString).findFirst().orElse("");
            System.out.println("FAILED " + text + ": " + place + ": " + String.valueOf(error.getMessage()).replaceAll("\\s+", " "));
        }
    }

    static void equal(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new IllegalStateException("expected " + expected + ", got " + actual);
        }
    }

    /** What the command prints; it must end with this code. */
    static String reseed(int code, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getenv("RESEED")));
        command.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != code) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ", not " + code + ": " + printed);
        }
        return printed;
    }

    /** A tenant as an application knows it. */
    static class Tenant {
        final String name;
        final boolean saysTenant;
        final boolean takesCopy;
        final String mine;
        final String url;

        Tenant(String dataset) throws Exception {
            name = System.getenv("CLIENT_" + dataset.toUpperCase());
            // In shared tables the role of the applications sees all tenants, so its statements name the one that is meant.
            saysTenant = List.of(System.getenv("CLIENT_SAYS_TENANT").split(" ")).contains(dataset);
            // Where a tenant has a role of its own, row-level security ties shared tables, and the server takes no COPY FROM.
            takesCopy = saysTenant || !System.getenv("CLIENT_LAYOUT").equals("shared");
            mine = saysTenant ? "tenant_id = '" + name + "'" : "true";
            url = reseed(0, "url", name).strip();
        }

        /** The printed address as pgjdbc wants it: the login is no part of the host, the options are the same. */
        Connection connect() throws Exception {
            URI address = new URI(url);
            Properties properties = new Properties();
            properties.setProperty("user", address.getUserInfo());
            for (String parameter : address.getRawQuery().split("&")) {
                String[] parts = parameter.split("=", 2);
                properties.setProperty(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return DriverManager.getConnection("jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(), properties);
        }

        /** `tenant_id, ` and `'acme', ` where they must be given. */
        String column() {
            return saysTenant ? "tenant_id, " : "";
        }

        String value() {
            return saysTenant ? "'" + name + "', " : "";
        }

        void reset() throws Exception {
            // No other reset follows, so none needs a standby.
            reseed(0, "reset", name, "--standbys", "0");
        }
    }

    static PreparedStatement customer(Connection connection, Tenant shop) throws SQLException {
        String text = "INSERT INTO customers (" + shop.column() + "country, name, email, created_at, orders, spent) VALUES ("
            + shop.value() + "?, ?, ?, ?, 0, ?)";
        return connection.prepareStatement(text, new String[] {"id"});
    }

    static void fill(PreparedStatement statement, String name) throws SQLException {
        statement.setString(1, "US");
        statement.setString(2, name);
        statement.setString(3, name + "@example.com");
        statement.setObject(4, NOW);
        statement.setBigDecimal(5, new BigDecimal("0.50"));
    }

    static long add(Connection connection, Tenant shop, String name) throws SQLException {
        try (PreparedStatement statement = customer(connection, shop)) {
            fill(statement, name);
            statement.executeUpdate();
            ResultSet keys = statement.getGeneratedKeys();
            keys.next();
            return keys.getLong(1);
        }
    }

    static Object value(Connection connection, String query, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setObject(index + 1, parameters[index]);
            }
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getObject(1);
        }
    }

    static void rows(Connection connection, Tenant shop) {
        fact("an insert without an id gives the next one as its generated key", () -> {
            equal(add(connection, shop, "Ana"), CUSTOMERS + 1L);
            String query = "SELECT created_at FROM customers WHERE " + shop.mine + " AND id = ?";
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setLong(1, CUSTOMERS + 1);
                ResultSet rows = statement.executeQuery();
                rows.next();
                equal(rows.getObject(1, OffsetDateTime.class).toInstant(), NOW.toInstant());
            }
        });
        fact("a batch of inserts gives the keys of all", () -> {
            try (PreparedStatement statement = customer(connection, shop)) {
                for (String name : List.of("Many1", "Many2", "Many3")) {
                    fill(statement, name);
                    statement.addBatch();
                }
                statement.executeBatch();
                List<Long> ids = new ArrayList<>();
                for (ResultSet keys = statement.getGeneratedKeys(); keys.next(); ) {
                    ids.add(keys.getLong(1));
                }
                equal(ids, List.of(CUSTOMERS + 2L, CUSTOMERS + 3L, CUSTOMERS + 4L));
            }
        });
        fact("a savepoint is rolled back and the transaction around it is committed", () -> {
            connection.setAutoCommit(false);
            value(connection, "UPDATE products SET price = 987.65 WHERE " + shop.mine + " AND id = 1 RETURNING id");
            Savepoint savepoint = connection.setSavepoint();
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM order_lines WHERE " + shop.mine);
            }
            connection.rollback(savepoint);
            connection.commit();
            connection.setAutoCommit(true);
            equal(value(connection, "SELECT price FROM products WHERE " + shop.mine + " AND id = 1"), new BigDecimal("987.65"));
            equal((Long) value(connection, "SELECT count(*) FROM order_lines WHERE " + shop.mine) > 0, true);
        });
        fact("a statement runs more than five times, prepared by the server from the fifth on", () -> {
            String query = "SELECT id FROM orders WHERE " + shop.mine + " AND id = ?";
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (long run = 1; run <= 8; run++) {
                    statement.setLong(1, run);
                    ResultSet rows = statement.executeQuery();
                    rows.next();
                    equal(rows.getLong(1), run);
                }
            }
        });
        fact("a cursor reads in parts", () -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(3);
                int count = 0;
                for (ResultSet rows = statement.executeQuery("SELECT id FROM orders WHERE " + shop.mine); rows.next(); ) {
                    count++;
                }
                equal((long) count, value(connection, "SELECT count(*) FROM orders WHERE " + shop.mine));
            }
            connection.commit();
            connection.setAutoCommit(true);
        });
        fact("COPY gives the rows ids, and is refused with row-level security", () -> {
            String line = shop.saysTenant ? shop.name + "\t" : "";
            String lines = line + "US\tCopied\tcopied@example.com\t2026-01-01 00:00:00+00\t0\t1.5\n";
            String copy = "COPY customers (" + shop.column() + "country, name, email, created_at, orders, spent) FROM STDIN";
            try {
                equal(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(lines)), 1L);
            } catch (SQLException error) {
                equal(error.getSQLState() + shop.takesCopy, "0A000false");
                return;
            }
            equal(value(connection, "SELECT id FROM customers WHERE " + shop.mine + " AND name = 'Copied'"), CUSTOMERS + 5L);
        });
        fact("the driver finds the tables and their keys", () -> {
            List<String> columns = new ArrayList<>();
            for (ResultSet keys = connection.getMetaData().getPrimaryKeys(null, connection.getSchema(), "order_lines"); keys.next(); ) {
                columns.add(keys.getString("COLUMN_NAME"));
            }
            columns.remove("tenant_id");
            columns.sort(null);
            equal(columns, List.of("line_no", "order_id"));
        });
        fact("a session that listens is notified", () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN \"" + shop.name + "_news\"");
            }
            value(connection, "SELECT pg_notify(?, 'hello')", shop.name + "_news");
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(10_000);
            equal(heard.length == 1 ? heard[0].getParameter() : null, "hello");
        });
    }

    static void types(Connection connection, Tenant tenant) {
        fact("every type comes back as it was written", () -> {
            UUID key = UUID.randomUUID();
            PGobject profile = new PGobject();
            profile.setType("jsonb");
            profile.setValue("{\"plan\": \"basic\", \"seats\": 1}");
            String text = "INSERT INTO accounts (" + tenant.column() + "id, code, active, tiny, small, large, price, rate, score, born, seen_at,"
                + " profile, mood, note) VALUES (" + tenant.value() + "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                Object[] cells = {key, "mine", true, (short) -7, 123456, 1L << 40, new BigDecimal("1234567.89"), new BigDecimal("0.12345678"), 0.1,
                    LocalDate.of(1999, 12, 31), NOW, profile};
                for (int index = 0; index < cells.length; index++) {
                    statement.setObject(index + 1, cells[index]);
                }
                // An enum takes text that has no type yet.
                statement.setObject(13, "calm", Types.OTHER);
                statement.setNull(14, Types.VARCHAR);
                statement.executeUpdate();
            }
            String query = "SELECT * FROM accounts WHERE " + tenant.mine + " AND id = ?";
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setObject(1, key);
                ResultSet rows = statement.executeQuery();
                rows.next();
                equal(rows.getObject("id", UUID.class), key);
                equal(rows.getBoolean("active"), true);
                equal(rows.getInt("tiny"), -7);
                equal(rows.getLong("large"), 1L << 40);
                equal(rows.getBigDecimal("price"), new BigDecimal("1234567.89"));
                equal(rows.getBigDecimal("rate"), new BigDecimal("0.12345678"));
                equal(rows.getDouble("score"), 0.1);
                equal(rows.getObject("born", LocalDate.class), LocalDate.of(1999, 12, 31));
                equal(rows.getObject("seen_at", OffsetDateTime.class).toInstant(), NOW.toInstant());
                equal(rows.getString("profile"), "{\"plan\": \"basic\", \"seats\": 1}");
                equal(rows.getString("mood"), "calm");
                equal(rows.getString("note"), null);
            }
        });
    }

    /** A session that is open, with a statement that the server has prepared, while the tenant is reset. */
    static void overAReset(Tenant tenant, String query, int expected, boolean adds) throws Exception {
        try (Connection connection = tenant.connect(); PreparedStatement statement = connection.prepareStatement(query)) {
            for (int run = 0; run < 8; run++) {
                statement.executeQuery().close();
            }
            tenant.reset();
            int count = 0;
            for (ResultSet rows = statement.executeQuery(); rows.next(); ) {
                count++;
            }
            equal(count, expected);
            if (adds) {
                equal(add(connection, tenant, "After"), CUSTOMERS + 1L);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Tenant shop = new Tenant("shop");
        Tenant other = new Tenant("types");
        try (Connection connection = shop.connect()) {
            rows(connection, shop);
        }
        try (Connection connection = other.connect()) {
            types(connection, other);
        }
        fact("diff finds what the application has changed", () -> {
            String printed = reseed(1, "diff", shop.name, "--samples", "0");
            equal(printed.contains("customers") && printed.contains("products") && !printed.contains("orders"), true);
        });
        fact("a prepared statement outlives a reset, and the next insert gets the seed's next id", () ->
            overAReset(shop, "SELECT id, name FROM customers WHERE " + shop.mine, CUSTOMERS, true));
        fact("statements on every type outlive a reset", () -> {
            overAReset(other, "SELECT * FROM accounts WHERE " + other.mine, ACCOUNTS, false);
            reseed(0, "verify", other.name);
        });
        System.exit(failed ? 1 : 0);
    }
}
