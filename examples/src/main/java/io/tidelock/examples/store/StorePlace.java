package io.tidelock.examples.store;

import io.tidelock.jdbc.JdbcStore;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a store is: in memory, in a file of SQLite's, or in a database of PostgreSQL's. Never shows its address. */
public final class StorePlace {

    /** What {@code --store} takes. */
    public static final String WANTED = "memory, jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE";

    private static final String SQLITE = "jdbc:sqlite:";
    private static final Pattern POSTGRESQL = Pattern.compile(
            "jdbc:postgresql:(//([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?/)?[^/?@:]+(\\?[^ ]*)?");

    private final String address;
    private final @Nullable DataSource database;
    private final @Nullable Path file;

    private StorePlace(String address, @Nullable DataSource database, @Nullable Path file) {
        this.address = address;
        this.database = database;
        this.file = file;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none of {@link #WANTED}
     */
    public static StorePlace of(String address) {
        if (address.equals("memory")) {
            return new StorePlace(address, null, null);
        }
        return address.startsWith(SQLITE) ? sqlite(address) : postgresql(address);
    }

    private static StorePlace sqlite(String address) {
        String name = address.substring(SQLITE.length());
        if (name.isBlank() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new IllegalArgumentException(WANTED);
        }
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(address);
        try {
            return new StorePlace(address, database, Path.of(name));
        } catch (InvalidPathException noName) {
            throw new IllegalArgumentException(WANTED, noName);
        }
    }

    private static StorePlace postgresql(String address) {
        if (!POSTGRESQL.matcher(address).matches()) { // the driver logs what it cannot read, password included
            throw new IllegalArgumentException(WANTED);
        }
        PGSimpleDataSource database = new PGSimpleDataSource(); // an application takes a pool, such as HikariCP
        try {
            database.setURL(address);
        } catch (IllegalArgumentException wrong) { // its message repeats the address, password included
            throw new IllegalArgumentException(WANTED);
        }
        return new StorePlace(address, database, null);
    }

    /** Tells whether what is stored outlives the process. */
    public boolean isDurable() {
        return database != null;
    }

    /** Returns SQLite's file; empty elsewhere. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Returns a short name that differs from address to address and tells nothing of it. */
    public String nickname() {
        return Integer.toHexString(address.hashCode());
    }

    /** Opens the store; makes the file's folder and the tables where they are missing. */
    public SyncStore open() throws IOException {
        if (database == null) {
            return new InMemoryStore();
        }
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return JdbcStore.open(database);
    }

    /** Reads the option. */
    public static final class Converter implements ITypeConverter<StorePlace> {
        @Override
        public StorePlace convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(WANTED);
            }
        }
    }
}
