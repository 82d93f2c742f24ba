package io.tidelock.jdbc;

import java.nio.file.Path;
import org.sqlite.SQLiteDataSource;

/** SQLite files. */
public final class Sqlite {

    private Sqlite() {}

    public static SQLiteDataSource file(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
